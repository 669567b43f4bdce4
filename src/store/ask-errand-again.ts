import { query, type Database } from "./database.ts";
import type { ErrandRef } from "./errand-lease.ts";
import { errandJob } from "./jobs.ts";

/** Has an errand done again as it was last asked for. One that nobody ever asked for is none. */
export async function askErrandAgain(db: Database, { kind, key }: ErrandRef): Promise<void> {
  await query(
    db,
    `
with again as (
  update errands set wanted = wanted + 1, updated_at = now() where kind = $1 and key = $2 returning kind, key
)
select job.id from again a, lateral graphile_worker.add_jobs(array[${errandJob("a.kind", "a.key")}]) job`,
    [kind, key],
    "ask-errand-again",
  );
}
