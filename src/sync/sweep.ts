import type { Logger } from "pino";
import { hintDue } from "../store/due.ts";
import { hintErrands } from "../store/hint-errands.ts";
import { prune } from "../store/prune.ts";
import { redeliverAlone } from "../store/redeliver-alone.ts";
import type { SyncContext } from "./context.ts";
import { lookAtInstallations } from "./look-at-installations.ts";
import { lookAtNeglected } from "./look-at-neglected.ts";
import { redeliverFailed } from "./redeliver-failed.ts";

/** Hints added in one sweep at most; the next one goes on. */
const hintsMax = 1_000;

/**
 * Goes over the rows, which are the truth where jobs are hints: adds again what is due, looks at what nobody spoke of, has
 * GitHub send again what failed, and drops what is past. A step that fails leaves the others alone.
 */
export async function sweep(context: SyncContext): Promise<void> {
  const { db, now } = context.world;
  await step(context.log, "adding what is due", async () => {
    const hinted = await hintDue(db, now(), hintsMax);
    if (hinted > 0) context.log.info({ pulls: hinted }, "the sweep found pull requests with something due");
  });
  await step(context.log, "adding errands", () => hintErrands(db, now(), hintsMax));
  await step(context.log, "looking at installations", () => lookAtInstallations(context));
  await step(context.log, "looking at neglected pull requests", () => lookAtNeglected(context));
  await step(context.log, "listing deliveries", () => redeliverAlone(db, () => redeliverFailed(context)));
  await step(context.log, "pruning", () => prune(db, now()));
}

async function step(log: Logger, what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error({ err: error }, `the sweep failed at ${what}`);
  }
}

/** A sweep that runs by itself. */
export interface Sweeper {
  /** Ends it once the sweep under way is done. */
  readonly stop: () => Promise<void>;
}

/** Sweeps at once and then every `seconds`, counted from the end of the last. */
export function startSweeper(context: SyncContext, seconds: number): Sweeper {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const run = async (): Promise<void> => {
    await sweep(context);
    if (stopped) return;
    timer = setTimeout(() => {
      current = run();
    }, seconds * 1000);
  };
  let current = run();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
