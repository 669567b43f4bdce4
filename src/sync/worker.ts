import { setTimeout as delay } from "node:timers/promises";
import { run, Logger as WorkerLogger, type Runner } from "graphile-worker";
import { errandPayload, errandTask, syncPayload, syncTask } from "../store/jobs.ts";
import { queuePool } from "../store/queue-pool.ts";
import type { SyncContext } from "./context.ts";
import { doErrand } from "./errands/do-errand.ts";
import { syncPull } from "./sync-pull.ts";

/** Pull requests that one process works on at once. Most of the time a sync waits for GitHub. */
const concurrency = 10;

/** Between two tries to start a worker that ended by itself. */
const pauseMs = 1_000;

export interface Worker {
  /** Takes no new job, and ends once the syncs under way are done. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the worker that syncs pull requests as hints come. graphile-worker gives up when it cannot mark a job as done, as
 * when the database goes away just then: it is started again, since everything it was at is still due.
 */
export async function startWorker(context: SyncContext): Promise<Worker> {
  const stopping = new AbortController();
  let runner = await runJobs(context);
  const watch = async (): Promise<void> => {
    for (;;) {
      await runner.promise.catch((error: unknown) => {
        context.log.warn({ err: error }, "the worker ended by itself; it is started again");
      });
      if (stopping.signal.aborted) return;
      const next = await runAgain(context, stopping.signal);
      if (next === null) return;
      runner = next;
    }
  };
  const watching = watch();
  return {
    stop: async () => {
      stopping.abort();
      await runner.stop().catch(() => undefined);
      await watching;
    },
  };
}

async function runAgain(context: SyncContext, stopping: AbortSignal): Promise<Runner | null> {
  for (;;) {
    await delay(pauseMs, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return null;
    try {
      return await runJobs(context);
    } catch (error) {
      context.log.warn({ err: error }, "the worker cannot be started again yet");
    }
  }
}

function runJobs(context: SyncContext): Promise<Runner> {
  return run({
    pgPool: queuePool(context.world.db),
    // Done jobs go through a batch: by itself the worker would not catch the error of one that cannot be marked.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    concurrency,
    noHandleSignals: true,
    logger: quietLogger(context),
    parsedCronItems: [],
    taskList: {
      [syncTask]: async (payload) => {
        const { repository_id: repositoryId, number: pullNumber } = syncPayload.parse(payload);
        await syncPull(context, { repositoryId, pullNumber });
      },
      [errandTask]: async (payload) => {
        const errand = errandPayload.parse(payload);
        try {
          await doErrand(context, errand);
        } catch (error) {
          context.log.error({ ...errand, err: error }, "an errand broke off; it is taken up again");
          throw error;
        }
      },
    },
  });
}

/**
 * graphile-worker's own lines, of which only warnings and errors are of use to an operator. That a task failed is logged
 * where it failed.
 */
function quietLogger({ log }: SyncContext): WorkerLogger {
  return new WorkerLogger(() => (level: string, message, meta) => {
    if (meta?.["failure"] === true) return;
    if (level === "error") log.error({ worker: message }, "the worker reported an error");
    else if (level === "warning") log.warn({ worker: message }, "the worker warned");
    else log.debug({ worker: message }, "worker");
  });
}
