import { renewLease, type Lease } from "../store/lease.ts";
import type { Database } from "../store/database.ts";
import { LeaseLost } from "./lease-lost.ts";

/** A lease that is renewed while its holder lives, and checked before each write to GitHub. */
export interface KeptLease {
  /** Renews at once; throws `LeaseLost` where it is too late. */
  readonly renew: () => Promise<void>;
  readonly stop: () => void;
}

/** Renews the lease three times in its time, so that waiting for GitHub's rate limit does not lose it. */
export function keepLease(db: Database, lease: Lease, onError: (error: unknown) => void): KeptLease {
  const timer = setInterval(
    () => {
      renewLease(db, lease).catch(onError);
    },
    (lease.seconds * 1000) / 3,
  );
  timer.unref();
  return {
    renew: async () => {
      if (!(await renewLease(db, lease))) throw new LeaseLost();
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}
