import { query, type Database } from "./database.ts";
import { syncJob } from "./jobs.ts";

/**
 * Adds the sync of every pull request that has something due or a phase that took too long, no living lease and no backoff:
 * the rows are the truth, and jobs may have been lost with the process that held them. Returns how many.
 */
export async function hintDue(db: Database, now: Date, most: number): Promise<number> {
  const rows = await query<{ hinted: number }>(
    db,
    `
-- Each part has an index of its own: most pull requests have been at rest for long.
with candidates (repository_id, number) as (
  select repository_id, number from pull_requests where due_done < due_seq
  union select repository_id, number from pull_requests where look_at <= $1::timestamptz
  union select repository_id, number from pull_requests where problem_until <= $1::timestamptz
  union select repository_id, pull_number from outbox where sent_at is null and try_at <= $1::timestamptz
  union select repository_id, pull_number from build_workflows where deadline_at <= $1::timestamptz
), due as (
  select p.repository_id, p.number from candidates
  join pull_requests p using (repository_id, number) join repositories r on r.id = p.repository_id
  where (p.due_done < p.due_seq or r.access = 'granted')
    and coalesce(p.lease_until < now(), true) and coalesce(p.not_before <= $1::timestamptz, true)
  limit $2
), forgiven as (
  update pull_requests p set report_wanted = report_wanted + 1, facts_wanted = facts_wanted + 1, due_seq = due_seq + 1,
    problem_until = null
  from due d where p.repository_id = d.repository_id and p.number = d.number and p.problem_until <= $1::timestamptz
  returning p.number
), specs as (
  select array_agg(${syncJob("repository_id", "number")}) as specs from due
  -- Rows are locked before jobs, as everywhere else.
  where (select count(*) from forgiven) >= 0 having count(*) > 0
)
select count(job.id)::integer as hinted from specs, lateral graphile_worker.add_jobs(specs.specs) job`,
    [now, most],
    "hint-due",
  );
  return rows[0]?.hinted ?? 0;
}

/** A pull request that nobody looked at for long, with the installation whose rate limit a look costs. */
export interface Neglected {
  readonly repositoryId: number;
  readonly pullNumber: number;
  readonly installationId: number;
  /** Whether GitHub lets Baton write there, as far as is known. */
  readonly mayTell: boolean;
}

/**
 * Pull requests to look at because no webhook spoke of them for long: every ten minutes while their workflow is open; in
 * error and held, where only a person moves it, hourly once that has lasted for a day; and hourly for a day after its end.
 * Closed is no end: reopened, the workflow goes on, and so it is looked at every ten minutes for that day. What GitHub refuses
 * to show is left alone until its time. The oldest look comes first, and installations take turns, so that none waits for another.
 */
export async function findNeglected(db: Database, now: Date, most: number): Promise<readonly Neglected[]> {
  const rows = await query<Neglected>(
    db,
    `
with candidates (repository_id, number) as (
  select repository_id, pull_number from build_workflows where status = 'open'
  -- What came to an end within a day was looked at not long before.
  union select repository_id, number from pull_requests
  where looked_at between $1::timestamptz - interval '26 hours' and $1::timestamptz - interval '10 minutes'
)
select p.repository_id as "repositoryId", p.number as "pullNumber", r.installation_id as "installationId",
  p.problem is null as "mayTell"
from candidates
join pull_requests p using (repository_id, number)
join repositories r on r.id = p.repository_id
join lateral (
  select w.status, w.current_state, w.hold, w.cancelled_by, w.updated_at from build_workflows w
  where w.repository_id = p.repository_id and w.pull_number = p.number
  order by w.created_at desc, w.id desc limit 1
) w on true
where coalesce(p.looked_at, '-infinity') <= $1::timestamptz - case
    when w.cancelled_by = 'closed' or w.status = 'open' and (
      w.current_state <> 'error' and w.hold is null or w.updated_at > $1::timestamptz - interval '1 day'
    ) then interval '10 minutes'
    else interval '1 hour' end
  and (w.status = 'open' or w.updated_at > $1::timestamptz - interval '1 day')
  and p.due_done >= p.due_seq and r.access = 'granted'
  and (p.reading_problem is null or coalesce(p.problem_until <= $1::timestamptz, true))
order by row_number() over (partition by r.installation_id order by p.looked_at nulls first), p.looked_at nulls first
limit $2`,
    [now, most],
    "find-neglected",
  );
  return rows;
}
