import { query, type Database } from "./database.ts";
import { syncJob } from "./jobs.ts";
import type { PullRef } from "./pull-ref.ts";

/** Makes a pull request due from outside a webhook: facts to read, a report to compare, or only work to go on with. */
export async function want(
  db: Database,
  ref: PullRef,
  what: { readonly facts?: boolean; readonly report?: boolean },
): Promise<void> {
  await query(
    db,
    `
with wanted as (
  update pull_requests
  set facts_wanted = facts_wanted + $3::integer, report_wanted = report_wanted + $4::integer, due_seq = due_seq + 1
  where repository_id = $1 and number = $2
  returning repository_id, number
)
select job.id from wanted w, lateral graphile_worker.add_jobs(array[${syncJob("w.repository_id", "w.number")}]) job`,
    [ref.repositoryId, ref.pullNumber, what.facts ? 1 : 0, what.report ? 1 : 0],
    "want",
  );
}
