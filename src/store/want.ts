import { query, type Database } from "./database.ts";
import { syncJob } from "./jobs.ts";
import type { PullRef } from "./pull-ref.ts";

/** What is wanted of a pull request beside its requests; neither: only work to go on with. */
export interface Wanted {
  /** GitHub must be read again, also where it refused that a while ago: webhooks alone do not lead here. */
  readonly facts?: boolean;
  /** What Baton shows must be compared. */
  readonly report?: boolean;
}

/** Makes a pull request due from outside a webhook, with a hint. */
export async function want(db: Database, ref: PullRef, what: Wanted): Promise<void> {
  const hinted = `
with wanted as (${wanted} returning repository_id, number)
select job.id from wanted w, lateral graphile_worker.add_jobs(array[${syncJob("w.repository_id", "w.number")}]) job`;
  await query(db, hinted, valuesOf(ref, what), "want");
}

/** The same from within a sync, which looks whether anything is due before it gives the lease back: a hint would be in vain. */
export async function wantAtWork(db: Database, ref: PullRef, what: Wanted): Promise<void> {
  await query(db, wanted, valuesOf(ref, what), "want-at-work");
}

const wanted = `
  update pull_requests
  set facts_wanted = facts_wanted + $3::integer, report_wanted = report_wanted + $4::integer, due_seq = due_seq + 1,
    problem_until = case when $3::integer = 0 or reading_problem is null then problem_until end
  where repository_id = $1 and number = $2`;

function valuesOf({ repositoryId, pullNumber }: PullRef, { facts, report }: Wanted): readonly unknown[] {
  return [repositoryId, pullNumber, facts ? 1 : 0, report ? 1 : 0];
}
