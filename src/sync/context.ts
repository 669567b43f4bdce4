import type { Logger } from "pino";
import type { Client, GitHub, Self } from "../github/client.ts";
import type { World } from "../orchestrator/ports.ts";
import type { Lease } from "../store/lease.ts";
import type { LoadedPull } from "../store/load-pull.ts";

/** What every sync needs. */
export interface SyncContext {
  readonly world: World;
  readonly github: GitHub;
  readonly self: Self;
  readonly log: Logger;
  readonly leaseSeconds: number;
  /** `https://github.com`, or where else people see the pull request; no slash at the end. */
  readonly serverUrl: string;
  /** Where agents reach this Baton, without a slash at the end; null where nobody said. */
  readonly publicUrl: string | null;
}

/** One sync at work on one pull request: its lease, and GitHub as its installation, which writes only under the lease. */
export interface Turn {
  readonly context: SyncContext;
  readonly lease: Lease;
  readonly log: Logger;
  readonly client: (pull: LoadedPull) => Client;
}
