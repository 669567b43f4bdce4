import { query, type Database } from "./database.ts";
import { syncJob } from "./jobs.ts";

/** Has what Baton shows compared on every pull request of a repository that has an open workflow. */
export async function wantReports(db: Database, repositoryId: number): Promise<void> {
  await query(
    db,
    `
with concerned as (
  select p.repository_id, p.number from pull_requests p
  where p.repository_id = $1 and exists (
    select from build_workflows w
    where w.repository_id = p.repository_id and w.pull_number = p.number and w.status = 'open')
  order by p.number for update
), wanted as (
  update pull_requests p set report_wanted = report_wanted + 1, due_seq = due_seq + 1
  from concerned c where p.repository_id = c.repository_id and p.number = c.number
  returning p.repository_id, p.number
), specs as (
  select array_agg(${syncJob("repository_id", "number")}) as specs from wanted having count(*) > 0
)
select count(job.id) from specs, lateral graphile_worker.add_jobs(specs.specs) job`,
    [repositoryId],
    "want-reports",
  );
}
