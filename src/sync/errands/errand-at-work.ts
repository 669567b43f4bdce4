import type { Client } from "../../github/client.ts";
import type { SyncContext } from "../context.ts";

/** An errand that is being done, and GitHub as an installation, which writes only while the errand is held. */
export interface ErrandAtWork {
  readonly context: SyncContext;
  readonly client: (installationId: number) => Client;
}
