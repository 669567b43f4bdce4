import { z } from "zod";

/** The pull request a job is about. Jobs are hints: the rows say what is due. */
export const syncPayload = z.strictObject({ repository_id: z.int(), number: z.int() });

/** Name of the task that syncs a pull request. */
export const syncTask = "sync";

/** The errand a job is about. */
export const errandPayload = z.strictObject({ kind: z.string(), key: z.string() });

/** Name of the task that does an errand. */
export const errandTask = "errand";

/**
 * SQL of a job that syncs one pull request. `repository` and `number` are SQL expressions, `runAt` too (null: at once).
 * The key makes hints of one pull request into one job; added again while it runs, it makes a new one.
 */
export function syncJob(repository: string, number: string, runAt = "null"): string {
  return pullJob("sync:", repository, number, runAt);
}

/** The same with a key of its own, so that a later look is not brought forward by a hint that comes before it. */
export function lookJob(repository: string, number: string, runAt: string): string {
  return pullJob("look:", repository, number, runAt);
}

/** SQL of a job that does one errand; `kind` and `key` are SQL expressions. */
export function errandJob(kind: string, key: string, runAt = "null"): string {
  const payload = `json_build_object('kind', ${kind}, 'key', ${key})`;
  return jobSpec(errandTask, payload, { key: `'errand:' || ${kind} || ':' || ${key}`, runAt });
}

function pullJob(prefix: string, repository: string, number: string, runAt: string): string {
  const payload = `json_build_object('repository_id', ${repository}, 'number', ${number})`;
  return jobSpec(syncTask, payload, { key: `'${prefix}' || ${repository} || '/' || ${number}`, runAt });
}

function jobSpec(task: string, payload: string, { key, runAt }: { readonly key: string; readonly runAt: string }) {
  return `row('${task}', ${payload}, null, ${runAt}, null, ${key}, null, null)::graphile_worker.job_spec`;
}
