import { run, Logger as WorkerLogger, type Runner } from "graphile-worker";
import { syncPayload, syncTask } from "../store/jobs.ts";
import type { SyncContext } from "./context.ts";
import { syncPull } from "./sync-pull.ts";

/** Pull requests that one process works on at once. Most of the time a sync waits for GitHub. */
const concurrency = 10;

/** Starts the worker that syncs pull requests as hints come. `stop` ends it once the syncs under way are done. */
export async function startWorker(context: SyncContext): Promise<Runner> {
  return run({
    pgPool: context.world.db.pool,
    concurrency,
    noHandleSignals: true,
    logger: quietLogger(context),
    parsedCronItems: [],
    taskList: {
      [syncTask]: async (payload) => {
        const { repository_id, number } = syncPayload.parse(payload);
        await syncPull(context, { repositoryId: repository_id, pullNumber: number });
      },
    },
  });
}

/** graphile-worker's own lines, of which only warnings and errors are of use to an operator. */
function quietLogger({ log }: SyncContext): WorkerLogger {
  return new WorkerLogger(() => (level: string, message) => {
    if (level === "error") log.error({ worker: message }, "the worker reported an error");
    else if (level === "warning") log.warn({ worker: message }, "the worker warned");
    else log.debug({ worker: message }, "worker");
  });
}
