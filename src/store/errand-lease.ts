import { query, type Database } from "./database.ts";
import { errandJob } from "./jobs.ts";

/** What identifies an errand. */
export interface ErrandRef {
  readonly kind: string;
  readonly key: string;
}

/** The right to do one errand, for as long as it is renewed. */
export interface ErrandLease extends ErrandRef {
  readonly token: string;
  readonly seconds: number;
}

/** An errand that was taken to be done. */
export interface TakenErrand {
  readonly details: unknown;
  /** The count that is done with once this is done. */
  readonly wanted: number;
  /** Tries, this one included. */
  readonly attempts: number;
}

/**
 * Takes an errand that waits, its try counted before it is made. Where another is at it, or a backoff is in the way, a hint is
 * left for when that ends.
 */
export async function takeErrand(db: Database, lease: ErrandLease, now: Date): Promise<TakenErrand | null> {
  const [row] = await query<TakenErrand | { readonly wanted: null }>(
    db,
    takeStatement,
    [lease.kind, lease.key, lease.token, lease.seconds, now],
    "take-errand",
  );
  if (row === undefined || row.wanted === null) return null;
  const { details, wanted, attempts } = row;
  return { details, wanted, attempts };
}

const takeStatement = `
with waiting as (
  select kind, key, lease_until, not_before from errands where kind = $1 and key = $2 and done < wanted for update
), taken as (
  update errands e
  set lease_token = $3::uuid, lease_until = now() + $4::double precision * interval '1 second', attempts = attempts + 1
  from waiting w
  where e.kind = w.kind and e.key = w.key
    and coalesce(w.lease_until < now(), true) and coalesce(w.not_before <= $5::timestamptz, true)
  returning e.details, e.wanted, e.attempts
), later as (
  select job.id from waiting w, lateral graphile_worker.add_jobs(array[${errandJob(
    "w.kind",
    "w.key",
    "now() + greatest(w.lease_until - now(), w.not_before - $5::timestamptz, interval '100 milliseconds')",
  )}]) job
  where not exists (select from taken)
)
-- The hint is left though nothing was taken: what counts it is read in any case.
select taken.details, taken.wanted, taken.attempts, hints.count as hints
from (select count(*) from later) hints left join taken on true`;

/** Prolongs the lease. False: it is lost, and another may be at the errand. */
export async function renewErrand(db: Database, lease: ErrandLease): Promise<boolean> {
  const rows = await query(
    db,
    `update errands set lease_until = now() + $4::double precision * interval '1 second'
           where kind = $1 and key = $2 and lease_token = $3::uuid returning kind`,
    [lease.kind, lease.key, lease.token, lease.seconds],
    "renew-errand",
  );
  return rows.length === 1;
}

/**
 * Notes that an errand is done, or given up for a reason. What is done counts though the lease was lost, and then leaves the
 * lease of whoever has it by now alone. What was asked for meanwhile is hinted at.
 */
export async function finishErrand(
  db: Database,
  lease: ErrandLease,
  { wanted, problem }: { readonly wanted: number; readonly problem: string | null },
): Promise<void> {
  await query(
    db,
    `
with finished as (
  update errands
  set done = greatest(done, $4), attempts = 0, not_before = null, problem = $5, updated_at = now(),
      lease_token = case when lease_token <> $3::uuid then lease_token end,
      lease_until = case when lease_token <> $3::uuid then lease_until end
  where kind = $1 and key = $2 and ($5::text is null or lease_token = $3::uuid)
  returning kind, key, done < wanted as waits
)
select job.id from finished f, lateral graphile_worker.add_jobs(array[${errandJob("f.kind", "f.key")}]) job where f.waits`,
    [lease.kind, lease.key, lease.token, wanted, problem],
    "finish-errand",
  );
}

/** Seconds that the backoff grows to. */
const backoffSecondsMax = 600;

/** Gives an errand back that came to nothing, to be tried again: later with each try, unless GitHub named a time. */
export async function postponeErrand(
  db: Database,
  lease: ErrandLease,
  why: { readonly problem: string; readonly retryAfterMs: number | null; readonly now: Date },
): Promise<void> {
  await query(
    db,
    `
with postponed as (
  update errands
  set lease_token = null, lease_until = null, problem = $4, updated_at = now(),
      not_before = $6::timestamptz
        + coalesce($5::double precision / 1000, least(power(2, least(attempts, 20) - 1), ${String(backoffSecondsMax)}))
          * interval '1 second'
  where kind = $1 and key = $2 and lease_token = $3::uuid
  returning kind, key, not_before
)
select job.id from postponed p, lateral graphile_worker.add_jobs(array[${errandJob(
      "p.kind",
      "p.key",
      "now() + (p.not_before - $6::timestamptz)",
    )}]) job`,
    [lease.kind, lease.key, lease.token, why.problem, why.retryAfterMs, why.now],
    "postpone-errand",
  );
}
