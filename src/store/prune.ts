import { query, type Database } from "./database.ts";

/** GitHub redelivers for three days (Enterprise Server seven); kept much longer, a GUID is never taken for new. */
const keptDays = 30;

/** Rows deleted at once, so that no statement takes long. */
const rowsMax = 5_000;

/**
 * Drops requests that are done, once nobody can send them again, and messages, sent or not: what GitHub refused for a month
 * is of no use to anybody.
 */
export async function prune(db: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  await query(
    db,
    `delete from webhook_deliveries where guid in (
             select guid from webhook_deliveries where received_at < $1 and applied_at is not null limit $2)`,
    [before, rowsMax],
    "prune-deliveries",
  );
  await query(
    db,
    "delete from outbox where id in (select id from outbox where created_at < $1 order by id limit $2)",
    [before, rowsMax],
    "prune-outbox",
  );
}
