import { query, type Database } from "./database.ts";
import type { PullRef } from "./pull-ref.ts";

/**
 * Ends what waits on a pull request that the App can no longer reach: requests nobody can be answered, and messages that
 * nobody can read. What comes after the App is back is taken as new.
 */
export async function dropWaiting(db: Database, ref: PullRef): Promise<void> {
  await query(
    db,
    `
with dropped as (
  update webhook_deliveries
  set outcomes = outcomes || jsonb_build_array(jsonb_build_object('result', 'dropped', 'why', 'no_access')),
      applied_at = now()
  where repository_id = $1 and pull_number = $2 and applied_at is null
  returning guid
)
delete from outbox
where repository_id = $1 and pull_number = $2 and sent_at is null and (select count(*) from dropped) >= 0`,
    [ref.repositoryId, ref.pullNumber],
    "drop-waiting",
  );
}
