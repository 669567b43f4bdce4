import { z } from "zod";

/** The pull request a job is about. Jobs are hints: the rows say what is due. */
export const syncPayload = z.strictObject({ repository_id: z.int(), number: z.int() });

/** Name of the one task of the queue. */
export const syncTask = "sync";

/**
 * SQL of a job that syncs one pull request. `repository` and `number` are SQL expressions, `runAt` too (null: at once).
 * The key makes hints of one pull request into one job; added again while it runs, it makes a new one.
 */
export function syncJob(repository: string, number: string, runAt = "null"): string {
  return jobSpec("sync:", repository, number, runAt);
}

/** The same with a key of its own, so that a later look is not brought forward by a hint that comes before it. */
export function lookJob(repository: string, number: string, runAt: string): string {
  return jobSpec("look:", repository, number, runAt);
}

function jobSpec(prefix: string, repository: string, number: string, runAt: string): string {
  const payload = `json_build_object('repository_id', ${repository}, 'number', ${number})`;
  const key = `'${prefix}' || ${repository} || '/' || ${number}`;
  return `row('${syncTask}', ${payload}, null, ${runAt}, null, ${key}, null, null)::graphile_worker.job_spec`;
}
