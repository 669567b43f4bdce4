import { afterAll, beforeAll, expect, test } from "vitest";
import { query, type Database } from "../../src/store/database.ts";
import { prune } from "../../src/store/prune.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import { insertPull, mustSave, newWorkflow, startOf } from "./sample-workflow.ts";

const now = new Date("2026-11-01T12:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

let fresh: FreshDatabase;
let db: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
});
afterAll(() => fresh.drop());

const numbers = async () => {
  const rows = await query<{ number: number }>(db, "select number from pull_requests order by 1", []);
  return rows.map(({ number }) => number);
};

test("pull requests that never had a workflow go with their last request and message", async () => {
  const [bare, asked, told, relay, begun, due] = [1, 2, 3, 4, 5, 6] as const;
  for (const number of [bare, asked, told, relay, begun, due]) await insertPull(db, 100, number);
  await mustSave(db, startOf(newWorkflow({ pullNumber: relay })));
  await query(db, "update pull_requests set due_seq = 2, due_done = 2 where number <> $1", [begun]);
  await query(db, "update pull_requests set due_seq = 3 where number = $1", [due]);
  await query(
    db,
    `insert into webhook_deliveries (guid, repository_id, pull_number, event, request, received_at, applied_at)
     values ('young', 100, $1, 'issue_comment', '{}', $3, now()), ('old', 100, $2, 'issue_comment', '{}', $4, now())`,
    [asked, bare, daysAgo(29), daysAgo(31)],
  );
  const message = "insert into outbox (repository_id, pull_number, kind, cause, body, created_at)";
  await query(db, `${message} values (100, $1, 'reply', 'young', '{}', $2)`, [told, daysAgo(29)]);
  await prune(db, now);
  expect(await numbers()).toEqual([asked, told, relay, begun, due]);
  // Once an hour is often enough for that.
  await prune(db, new Date(now.getTime() + 2 * 86_400_000));
  expect(await numbers()).toEqual([relay, begun, due]);
});

test("one on which something begins while it is pruned stays, with what begins there", async () => {
  await insertPull(db, 100, 7);
  await query(db, "update pull_requests set due_seq = 2, due_done = 2 where number = 7", []);
  const client = await db.pool.connect();
  await client.query("begin");
  // What a save does, to the end of its sync, before the row is let go.
  await client.query("update pull_requests set due_seq = 3, due_done = 3 where number = 7");
  const pruned = prune(db, new Date(now.getTime() + 4 * 86_400_000));
  const waiting = `select count(*)::integer as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(() => query(db, waiting, [])).toEqual([{ count: 1 }]);
  await client.query("commit");
  client.release();
  await pruned;
  expect(await numbers()).toContain(7);
});

test("rules that nobody goes by any more go after a month", async () => {
  const add = "insert into rule_snapshots (digest, snapshot, created_at)";
  const [old, young] = [daysAgo(31), daysAgo(29)];
  await query(
    db,
    `${add} values ('unnamed', '{}', $1), ('young', '{}', $2), ('pinned', '{}', $1), ('read', '{}', $1)`,
    [old, young],
  );
  await query(db, "update build_workflows set rules_digest = 'pinned'", []);
  await query(db, "update repositories set rules_digest = 'read'", []);
  await query(db, "delete from sweep_marks", []);
  await prune(db, now);
  expect(await query(db, "select digest from rule_snapshots order by 1", [])).toEqual([
    { digest: "pinned" },
    { digest: "read" },
    { digest: "young" },
  ]);
});
