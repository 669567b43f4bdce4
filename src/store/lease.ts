import { query, type Database } from "./database.ts";
import { syncJob } from "./jobs.ts";
import type { PullRef } from "./pull-ref.ts";

/** The right of one sync to work on a pull request, for as long as it keeps renewing it. */
export interface Lease extends PullRef {
  readonly token: string;
  readonly seconds: number;
}

/**
 * Takes the lease, unless a living one or a backoff is in the way: then a hint is left for when that ends, since the
 * holder may die. The lease's time is Postgres's, the backoff's is the workflow's.
 */
export async function takeLease(db: Database, lease: Lease, now: Date): Promise<boolean> {
  const rows = await query<{ taken: boolean }>(
    db,
    takeStatement,
    [lease.repositoryId, lease.pullNumber, lease.token, lease.seconds, now],
    "take-lease",
  );
  return rows[0]?.taken ?? false;
}

const takeStatement = `
with wanted as (
  select repository_id, number, lease_until, not_before, due_done < due_seq as due from pull_requests
  where repository_id = $1::bigint and number = $2::integer
  for update
), taken as (
  update pull_requests p
  set lease_token = $3::uuid, lease_until = now() + $4::double precision * interval '1 second'
  from wanted w
  where p.repository_id = w.repository_id and p.number = w.number
    and coalesce(w.lease_until < now(), true) and coalesce(w.not_before <= $5::timestamptz, true)
  returning p.number
), later as (
  select job.id from wanted w, lateral graphile_worker.add_jobs(array[${syncJob(
    "w.repository_id",
    "w.number",
    "now() + greatest(w.lease_until - now(), w.not_before - $5::timestamptz, interval '100 milliseconds')",
  )}]) job
  where w.due and not exists (select from taken)
)
select exists (select from taken) as taken, (select count(*) from later) as hints`;

/** Prolongs the lease. False: it is lost, and another sync may be at work. */
export async function renewLease(db: Database, lease: Lease): Promise<boolean> {
  const rows = await query(
    db,
    `update pull_requests set lease_until = now() + $4::double precision * interval '1 second'
           where repository_id = $1 and number = $2 and lease_token = $3::uuid returning number`,
    [lease.repositoryId, lease.pullNumber, lease.token, lease.seconds],
    "renew-lease",
  );
  return rows.length === 1;
}

/** How giving back went: done, something became due meanwhile, or the lease was lost before. */
export type Release = "released" | "due" | "lost";

/** Gives the lease back if nothing has become due since `dueSeq` was read. */
export async function releaseLease(db: Database, lease: Lease, dueSeq: number): Promise<Release> {
  const rows = await query<{ held: boolean; released: boolean }>(
    db,
    `
with held as (
  select repository_id, number, due_seq from pull_requests
  where repository_id = $1 and number = $2 and lease_token = $3::uuid
  for update
), released as (
  update pull_requests p
  set lease_token = null, lease_until = null, due_done = p.due_seq, failures = 0, not_before = null
  from held h where p.repository_id = h.repository_id and p.number = h.number and h.due_seq = $4
  returning p.number
)
select exists (select from held) as held, exists (select from released) as released`,
    [lease.repositoryId, lease.pullNumber, lease.token, dueSeq],
    "release-lease",
  );
  const [row] = rows;
  if (row === undefined || !row.held) return "lost";
  return row.released ? "released" : "due";
}

/** Gives the lease back whatever is due, for another job to go on with at once. */
export async function yieldLease(db: Database, lease: Lease): Promise<void> {
  await query(
    db,
    `
with released as (
  update pull_requests set lease_token = null, lease_until = null, failures = 0, not_before = null
  where repository_id = $1 and number = $2 and lease_token = $3::uuid
  returning repository_id, number
)
select job.id from released r, lateral graphile_worker.add_jobs(array[${syncJob("r.repository_id", "r.number")}]) job`,
    [lease.repositoryId, lease.pullNumber, lease.token],
    "yield-lease",
  );
}

/** Seconds that the backoff grows to. */
const backoffSecondsMax = 600;

/**
 * Gives the lease back after a failure. Nobody tries again before the backoff, which lives in the row and doubles with each
 * failure in a row: 1 s, 2 s, 4 s … unless GitHub named a time.
 */
export async function releaseAfterFailure(
  db: Database,
  lease: Lease,
  { retryAfterMs, now }: { readonly retryAfterMs: number | null; readonly now: Date },
): Promise<void> {
  await query(
    db,
    `
with released as (
  update pull_requests
  set lease_token = null, lease_until = null, failures = failures + 1,
      not_before = $5::timestamptz
        + coalesce($4::double precision / 1000, least(power(2, least(failures, 20)), ${String(backoffSecondsMax)}))
          * interval '1 second'
  where repository_id = $1 and number = $2 and lease_token = $3::uuid
  returning repository_id, number, not_before
)
select job.id from released r, lateral graphile_worker.add_jobs(array[${syncJob(
      "r.repository_id",
      "r.number",
      "now() + (r.not_before - $5::timestamptz)",
    )}]) job`,
    [lease.repositoryId, lease.pullNumber, lease.token, retryAfterMs, now],
    "release-after-failure",
  );
}
