import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { query, type Database } from "../../src/store/database.ts";
import { verifyChain } from "../../src/store/verify-chain.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import { insertPull, mustSave, newWorkflow, startOf, step, stepOf } from "./sample-workflow.ts";

let fresh: FreshDatabase;
let db: Database;
let id: string;
let number = 0;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
  // Whoever tampers with the rows has switched the triggers off first.
  for (const table of ["workflow_events", "workflow_handoffs"]) {
    await query(db, `alter table ${table} disable trigger user`, []);
  }
});
afterAll(() => fresh.drop());

/** A chain of four events, with handoffs at the second and the fourth. */
beforeEach(async () => {
  number += 1;
  await insertPull(db, 100, number);
  const first = await mustSave(db, startOf(newWorkflow({ pullNumber: number })));
  id = first.workflow.id;
  const second = await mustSave(db, stepOf(first));
  const held = { event: { type: "held", by: first.workflow.metadata.startedBy, data: {} }, handoff: null } as const;
  const third = await mustSave(db, stepOf(second, { moves: [held] }));
  await mustSave(db, stepOf(third));
});

const tamper = (statement: string) => query(db, `${statement} `.replaceAll("$id", `'${id}'`), []);

test("a chain that nobody touched verifies, with its length", async () => {
  expect(await verifyChain(db, id)).toEqual({ ok: true, length: 4 });
});

test("a workflow that is not there has no chain", async () => {
  const verdict = await verifyChain(db, "01958a40-0000-7000-8000-000000000001");
  expect(verdict).toMatchObject({ ok: false, problem: expect.stringContaining("no workflow") as string });
});

describe("a chain still verifies", () => {
  test.each([
    ["an event's data", "update workflow_events set event_data = null where workflow_id = $id and seq = 2"],
    [
      "a handoff's data and notes",
      "update workflow_handoffs set data_transferred = null, notes = null where workflow_id = $id and seq = 1",
    ],
  ])("when retention dropped %s", async (_, statement) => {
    await tamper(statement);
    expect(await verifyChain(db, id)).toEqual({ ok: true, length: 4 });
  });

  test("whatever JSON was stored in it", async () => {
    let last = await mustSave(
      db,
      startOf(newWorkflow({ pullNumber: number, status: "cancelled", cancelledBy: "command" })),
    );
    const arbitrary = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ stringUnit: "binary" }));
    await fc.assert(
      fc.asyncProperty(arbitrary, fc.string({ unit: "binary" }), async (output, notes) => {
        const move = step(last.workflow.id, output);
        const handoff = move.handoff === null ? null : { ...move.handoff, notes };
        last = await mustSave(db, stepOf(last, { moves: [{ event: { ...move.event, data: output }, handoff }] }));
        expect(await verifyChain(db, last.workflow.id)).toEqual({ ok: true, length: last.eventSeq });
      }),
      { numRuns: 60 },
    );
  });
});

describe("tampering shows", () => {
  test.each([
    ["an event's data", 2, "update workflow_events set event_data = '{}' where workflow_id = $id and seq = 2"],
    [
      "who did it",
      3,
      `update workflow_events set triggered_by = '{"kind":"user","id":8,"login":"eve"}' where workflow_id = $id and seq = 3`,
    ],
    [
      "more of who did it",
      3,
      `update workflow_events set triggered_by = triggered_by || '{"x":1}' where workflow_id = $id and seq = 3`,
    ],
    ["the type", 3, "update workflow_events set event_type = 'unheld' where workflow_id = $id and seq = 3"],
    ["the cause", 1, "update workflow_events set cause = 'other' where workflow_id = $id and seq = 1"],
    [
      "the time",
      4,
      "update workflow_events set timestamp = timestamp - interval '1 ms' where workflow_id = $id and seq = 4",
    ],
    ["a hash", 1, "update workflow_events set hash = sha256('x') where workflow_id = $id and seq = 1"],
    ["a link", 3, "update workflow_events set prev_hash = sha256('x') where workflow_id = $id and seq = 3"],
    ["a missing first event", 1, "delete from workflow_events where workflow_id = $id and seq = 1"],
    ["a missing middle event", 3, "delete from workflow_events where workflow_id = $id and seq = 3"],
    ["a cut tail", 4, "delete from workflow_events where workflow_id = $id and seq = 4"],
    ["a chain cut to nothing", 1, "delete from workflow_events where workflow_id = $id"],
    [
      "a handoff's data",
      2,
      `update workflow_handoffs set data_transferred = '{"x":1}' where workflow_id = $id and seq = 1`,
    ],
    ["a handoff's notes", 4, "update workflow_handoffs set notes = 'fine' where workflow_id = $id and seq = 2"],
    [
      "a handoff's notes dropped alone",
      4,
      "update workflow_handoffs set notes = null where workflow_id = $id and seq = 2",
    ],
    [
      "a handoff's state",
      2,
      "update workflow_handoffs set kind = 'fail', to_state = 'error' where workflow_id = $id and seq = 1",
    ],
    [
      "a handoff without its data and with another role",
      2,
      "update workflow_handoffs set data_transferred = null, to_role = null where workflow_id = $id and seq = 1",
    ],
    ["a missing handoff", 2, "delete from workflow_handoffs where workflow_id = $id and seq = 1"],
    [
      "an event cut from its handoff",
      4,
      "update workflow_events set handoff_seq = null, handoff_digest = null where workflow_id = $id and seq = 4",
    ],
    [
      "an added handoff",
      4,
      "insert into workflow_handoffs select workflow_id, 3, kind, from_role, to_role, from_state, to_state, data_transferred, notes, payload_digest, actor, head_sha, timestamp from workflow_handoffs where workflow_id = $id and seq = 2",
    ],
  ])("in %s", async (_, seq, statement) => {
    await tamper(statement);
    expect(await verifyChain(db, id)).toMatchObject({ ok: false, seq });
  });
});

test("a chain of more than one page verifies, and a gap in a later page shows", async () => {
  await insertPull(db, 200, number);
  const first = await mustSave(db, startOf(newWorkflow({ repositoryId: 200, pullNumber: number })));
  const moves = Array.from({ length: 450 }, () => step(first.workflow.id));
  await mustSave(db, stepOf(first, { moves }));
  id = first.workflow.id;
  expect(await verifyChain(db, id)).toEqual({ ok: true, length: 451 });
  await tamper("delete from workflow_events where workflow_id = $id and seq = 430");
  expect(await verifyChain(db, id)).toEqual({ ok: false, seq: 430, problem: "event 430 is missing" });
});
