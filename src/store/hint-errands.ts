import { query, type Database } from "./database.ts";
import { errandJob } from "./jobs.ts";

/** Adds the job of every errand that waits, has no living lease and no backoff. Returns how many. */
export async function hintErrands(db: Database, now: Date, most: number): Promise<number> {
  const rows = await query<{ hinted: number }>(
    db,
    `
with waiting as (
  select kind, key from errands
  where done < wanted and coalesce(lease_until < now(), true) and coalesce(not_before <= $1::timestamptz, true)
  limit $2
), specs as (
  select array_agg(${errandJob("kind", "key")}) as specs from waiting having count(*) > 0
)
select count(job.id)::integer as hinted from specs, lateral graphile_worker.add_jobs(specs.specs) job`,
    [now, most],
    "hint-errands",
  );
  return rows[0]?.hinted ?? 0;
}
