import { afterAll, beforeAll, expect, test } from "vitest";
import { query, type Database } from "../../src/store/database.ts";
import { verifyChain } from "../../src/store/verify-chain.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import { insertPull, mustSave, newWorkflow, startOf, stepOf } from "./sample-workflow.ts";

let fresh: FreshDatabase;
let db: Database;
let id: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
  await insertPull(db);
  id = (await mustSave(db, stepOf(await mustSave(db, startOf(newWorkflow()))))).workflow.id;
});
afterAll(() => fresh.drop());

test.each([
  "update workflow_events set cause = 'other'",
  "update workflow_events set event_data = '{}'",
  "update workflow_events set event_data = null, cause = 'other'",
  "update workflow_handoffs set to_state = 'deployment'",
  "update workflow_handoffs set data_transferred = '{}'",
  "update workflow_handoffs set notes = 'fine'",
  "delete from workflow_events",
  "delete from workflow_handoffs",
  "truncate workflow_events",
  "truncate workflow_handoffs",
  "truncate build_workflows cascade",
])("history refuses: %s", async (statement) => {
  await expect(query(db, statement, [])).rejects.toThrow(/is append-only/);
});

test("history lets retention drop payloads, and what is dropped stays dropped", async () => {
  await query(db, "update workflow_events set event_data = null", []);
  await query(db, "update workflow_handoffs set data_transferred = null, notes = null", []);
  expect(await verifyChain(db, id)).toEqual({ ok: true, length: 2 });
  await expect(query(db, "update workflow_events set event_data = '{}'", [])).rejects.toThrow(
    /may be dropped, not changed/,
  );
});

test("history goes with its repository", async () => {
  await query(db, "delete from repositories where id = 100", []);
  expect(await query(db, "select from workflow_events union all select from workflow_handoffs", [])).toEqual([]);
});
