import { query, type Database } from "./database.ts";
import { pruneUnnamed } from "./prune-unnamed.ts";
import { setSpacedMark } from "./spaced-mark.ts";

/** GitHub redelivers for three days (Enterprise Server seven); kept much longer, a GUID is never taken for new. */
const keptDays = 30;

/** How long a request with an `Idempotency-Key` gets the same answer again. */
const answersKeptHours = 24;

/** Rows deleted at once, so that no statement takes long. */
const rowsMax = 5_000;

/**
 * Drops requests that are done, once nobody can send them again, and messages, sent or not: what GitHub refused for a month
 * is of no use to anybody. Answers of the API go after a day, tokens a month after they ended. What nothing names any more is
 * not found without a look at everything, and so it is looked for once an hour.
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
  await query(
    db,
    `delete from errands where (kind, key) in (
             select kind, key from errands where updated_at < $1 and done >= wanted limit $2)`,
    [before, rowsMax],
    "prune-errands",
  );
  await pruneAccess(db, now, before);
  if (await setSpacedMark(db, "prune_unnamed", { now, everyMs: 3_600_000 })) await pruneUnnamed(db, before);
}

async function pruneAccess(db: Database, now: Date, before: Date): Promise<void> {
  await query(
    db,
    `delete from idempotency_keys where (token_id, key) in (
             select token_id, key from idempotency_keys where created_at < $1 order by created_at limit $2)`,
    [new Date(now.getTime() - answersKeptHours * 3_600_000), rowsMax],
    "prune-idempotency-keys",
  );
  await query(
    db,
    `delete from spent_assertions where digest in (
             select digest from spent_assertions where expires_at < $1 order by expires_at limit $2)`,
    [now, rowsMax],
    "prune-spent-assertions",
  );
  await query(
    db,
    `delete from tokens where id in (
             select id from tokens where expires_at < $1 order by expires_at limit $2)`,
    [before, rowsMax],
    "prune-tokens",
  );
}
