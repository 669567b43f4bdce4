import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { query, type Database } from "../../src/store/database.ts";
import { findByCause } from "../../src/store/find-by-cause.ts";
import { loadPull } from "../../src/store/load-pull.ts";
import { loadNewestWorkflow, loadWorkflow } from "../../src/store/load-workflow.ts";
import { renewClaim } from "../../src/store/renew-claim.ts";
import { saveDecision } from "../../src/store/save-decision.ts";
import { verifyChain } from "../../src/store/verify-chain.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import {
  insertDelivery,
  insertPull,
  maria,
  mustSave,
  newWorkflow,
  now,
  startOf,
  started,
  step,
  stepOf,
} from "./sample-workflow.ts";

let fresh: FreshDatabase;
let db: Database;
let number = 0;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
});
afterAll(() => fresh.drop());
beforeEach(async () => {
  number += 1;
  await insertPull(db, 100, number);
});

const workflow = (over = {}) => newWorkflow({ pullNumber: number, ...over });
const pullRow = async () => (await loadPull(db, { repositoryId: 100, pullNumber: number }))?.pull;
const mark = (guid: string, over = {}) => ({ guid, index: 0, outcome: { result: "moved" }, last: true, ...over });
const delivery = async (guid: string) =>
  (await query(db, "select outcomes, applied_at from webhook_deliveries where guid = $1", [guid]))[0];

describe("saving a start", () => {
  test("stores the workflow as it was decided, with its first event", async () => {
    const after = workflow({
      policy: { ...workflow().policy, limits: { retries: 2, phaseHours: { testing: 4 }, claimMinutes: 5 } },
    });
    const stored = await mustSave(db, startOf(after));
    expect(await loadWorkflow(db, after.id)).toEqual(stored);
    expect(stored).toMatchObject({ workflow: after, eventSeq: 1, handoffSeq: 0, publishedVersion: 0, calledSeq: 0 });
    expect(await verifyChain(db, after.id)).toEqual({ ok: true, length: 1 });
  });

  test("makes the pull request due and wants its facts", async () => {
    await mustSave(db, startOf(workflow()));
    expect(await pullRow()).toMatchObject({ dueSeq: 1, factsWanted: 1 });
  });

  test("is lost while another workflow of the pull request is open, and leaves its request unjudged", async () => {
    await mustSave(db, startOf(workflow()));
    await insertDelivery(db, `second-${number}`, number);
    const second = startOf(workflow(), { delivery: mark(`second-${number}`) });
    expect(await saveDecision(db, second)).toEqual({ result: "lost" });
    expect(await delivery(`second-${number}`)).toEqual({ outcomes: [], applied_at: null });
    expect(await pullRow()).toMatchObject({ dueSeq: 1 });
  });

  test("starts one workflow for one cause, on another pull request too", async () => {
    await mustSave(db, startOf(workflow(), { cause: `api:token:same-${number}` }));
    await insertPull(db, 200, number);
    const again = startOf(workflow({ repositoryId: 200 }), { cause: `api:token:same-${number}` });
    expect(await saveDecision(db, again)).toEqual({ result: "lost" });
  });

  test("is won by one of many at once", async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => saveDecision(db, startOf(workflow()))));
    expect(results.filter(({ result }) => result === "saved")).toHaveLength(1);
  });
});

describe("saving a change", () => {
  test("stores the workflow, the handoff and the event, and nothing that others keep on the row", async () => {
    const before = await mustSave(db, startOf(workflow()));
    await query(db, "update build_workflows set published_version = 1, called_seq = 1 where id = $1", [
      before.workflow.id,
    ]);
    const stored = await mustSave(db, stepOf(before));
    expect(stored).toMatchObject({ eventSeq: 2, handoffSeq: 1 });
    expect(await loadWorkflow(db, before.workflow.id)).toEqual({ ...stored, publishedVersion: 1, calledSeq: 1 });
    expect(await verifyChain(db, before.workflow.id)).toEqual({ ok: true, length: 2 });
  });

  test("keeps results that it does not change, replaces those that it does, and clears those that are gone", async () => {
    const first = await mustSave(db, stepOf(await mustSave(db, startOf(workflow()))));
    const grown = { ...first.workflow, version: 3, results: { ...first.workflow.results, planning: { plan: "p" } } };
    const second = await mustSave(db, stepOf(first, { after: grown }));
    expect((await loadWorkflow(db, grown.id))?.workflow.results).toEqual({
      discovery: { risks: ["none"] },
      planning: { plan: "p" },
    });
    const cleared = { ...second.workflow, version: 4, results: {} };
    await mustSave(db, stepOf(second, { after: cleared }));
    expect((await loadWorkflow(db, grown.id))?.workflow).toEqual(cleared);
  });

  test("is lost on another version than the one that was judged, and changes nothing", async () => {
    const before = await mustSave(db, startOf(workflow()));
    await mustSave(db, stepOf(before));
    await insertDelivery(db, `late-${number}`, number);
    const late = stepOf(before, {
      cause: `delivery:late-${number}#0`,
      delivery: mark(`late-${number}`),
      outbox: [{ kind: "reply", cause: `late-${number}`, body: {} }],
    });
    expect(await saveDecision(db, late)).toEqual({ result: "lost" });
    expect(await delivery(`late-${number}`)).toEqual({ outcomes: [], applied_at: null });
    expect(await query(db, "select from outbox where cause = $1", [`late-${number}`])).toEqual([]);
    expect(await verifyChain(db, before.workflow.id)).toEqual({ ok: true, length: 2 });
  });

  test("is won by one of many at once", async () => {
    const before = await mustSave(db, startOf(workflow()));
    const attempts = Array.from({ length: 8 }, (_, index) =>
      saveDecision(db, stepOf(before, { cause: `api:token:${number}-${index}` })),
    );
    expect((await Promise.all(attempts)).filter(({ result }) => result === "saved")).toHaveLength(1);
    expect(await verifyChain(db, before.workflow.id)).toEqual({ ok: true, length: 2 });
  });

  test("is lost when its cause has changed the workflow already", async () => {
    const before = await mustSave(db, startOf(workflow()));
    const saved = await mustSave(db, stepOf(before, { cause: "push@1" }));
    expect(await saveDecision(db, stepOf(saved, { cause: "push@1" }))).toEqual({ result: "lost" });
    expect(await loadWorkflow(db, before.workflow.id)).toEqual(saved);
  });

  test("is lost when its request has changed another workflow", async () => {
    const cause = `api:token:once-${number}`;
    await mustSave(db, stepOf(await mustSave(db, startOf(workflow())), { cause }));
    await insertPull(db, 200, number);
    const other = await mustSave(db, startOf(workflow({ repositoryId: 200 })));
    expect(await saveDecision(db, stepOf(other, { cause }))).toEqual({ result: "lost" });
    const change = await findByCause(db, cause);
    expect(change?.moves).toMatchObject([{ event: { type: "stepped", seq: 2 }, handoff: { toState: "planning" } }]);
  });

  test("refuses a workflow whose version does not follow", async () => {
    const before = await mustSave(db, startOf(workflow()));
    await expect(saveDecision(db, stepOf(before, { after: before.workflow }))).rejects.toThrow(
      /must make it version 2/,
    );
  });

  test("counts the moves of one save as parts of its cause", async () => {
    const before = await mustSave(db, startOf(workflow()));
    const { id } = before.workflow;
    const stored = await mustSave(db, stepOf(before, { cause: "merge@1", moves: [step(id), step(id, {})] }));
    expect(stored).toMatchObject({ eventSeq: 3, handoffSeq: 2 });
    const rows = await query(
      db,
      "select seq, part, handoff_seq from workflow_events where cause = 'merge@1' and workflow_id = $1 order by seq",
      [id],
    );
    expect(rows).toEqual([
      { seq: 2, part: 0, handoff_seq: 1 },
      { seq: 3, part: 1, handoff_seq: 2 },
    ]);
    expect(await verifyChain(db, id)).toEqual({ ok: true, length: 3 });
  });

  test("stores characters that jsonb cannot hold as U+FFFD", async () => {
    const before = await mustSave(db, startOf(workflow()));
    const { id } = before.workflow;
    const given = step(id, { "a\0b": "\ud800x", fine: "𝄞" });
    const handoff = given.handoff === null ? null : { ...given.handoff, notes: "nul \0 here" };
    const stored = await mustSave(db, stepOf(before, { moves: [{ ...given, handoff }] }));
    expect((await loadWorkflow(db, id))?.lastHash).toEqual(stored.lastHash);
    const [row] = await query(
      db,
      "select data_transferred -> 'previous_phase_output' as output, notes from workflow_handoffs where workflow_id = $1",
      [id],
    );
    expect(row).toEqual({ output: { "a\uFFFDb": "\uFFFDx", fine: "𝄞" }, notes: "nul \uFFFD here" });
    expect(await verifyChain(db, id)).toEqual({ ok: true, length: 2 });
  });
});

describe("the request that a save carries out", () => {
  test("is marked command by command, and done with the last", async () => {
    const guid = `two-${number}`;
    await insertDelivery(db, guid, number);
    const first = await mustSave(
      db,
      startOf(workflow(), { cause: `delivery:${guid}#0`, delivery: mark(guid, { last: false }) }),
    );
    expect(await delivery(guid)).toEqual({ outcomes: [{ result: "moved" }], applied_at: null });
    const second = mark(guid, { index: 1, outcome: { result: "moved", to: "planning" } });
    await mustSave(db, stepOf(first, { cause: `delivery:${guid}#1`, delivery: second }));
    expect(await delivery(guid)).toEqual({
      outcomes: [{ result: "moved" }, { result: "moved", to: "planning" }],
      applied_at: now,
    });
  });

  test.each([
    ["is done", { last: true }, {}],
    ["has come further", { last: false }, {}],
  ])("loses the save when it %s, and the workflow stays as it is", async (_, judged) => {
    const guid = `again-${number}`;
    await insertDelivery(db, guid, number);
    const before = await mustSave(db, startOf(workflow(), { delivery: mark(guid, judged) }));
    const again = stepOf(before, { cause: `delivery:${guid}#0`, delivery: mark(guid) });
    expect(await saveDecision(db, again)).toEqual({ result: "lost" });
    expect(await loadWorkflow(db, before.workflow.id)).toEqual(before);
  });

  test("loses a start when it is done, and none is started", async () => {
    const guid = `start-${number}`;
    await insertDelivery(db, guid, number);
    await query(db, "update webhook_deliveries set applied_at = $2 where guid = $1", [guid, now]);
    expect(await saveDecision(db, startOf(workflow(), { delivery: mark(guid) }))).toEqual({ result: "lost" });
    expect(await loadNewestWorkflow(db, { repositoryId: 100, pullNumber: number })).toBeNull();
  });

  test("is carried out by one of many that try at once, on whatever workflows", async () => {
    const guid = `race-${number}`;
    await insertDelivery(db, guid, number);
    const before = await mustSave(db, startOf(workflow()));
    const attempt = () => saveDecision(db, stepOf(before, { cause: `delivery:${guid}#0`, delivery: mark(guid) }));
    const results = await Promise.all(Array.from({ length: 8 }, attempt));
    expect(results.filter(({ result }) => result === "saved")).toHaveLength(1);
    expect((await delivery(guid))?.["outcomes"]).toHaveLength(1);
  });
});

describe("what is to be said", () => {
  test("is recorded once for its kind and cause", async () => {
    const draft = { kind: "reply", cause: `said-${number}`, body: { text: "moved" } };
    const before = await mustSave(db, startOf(workflow(), { outbox: [draft] }));
    await mustSave(db, stepOf(before, { outbox: [draft, { ...draft, kind: "reaction" }] }));
    const rows = await query(db, "select kind, pull_number, body from outbox where cause = $1 order by id", [
      draft.cause,
    ]);
    expect(rows).toEqual([
      { kind: "reply", pull_number: number, body: { text: "moved" } },
      { kind: "reaction", pull_number: number, body: { text: "moved" } },
    ]);
  });
});

describe("a save that has to wait for a lock", () => {
  const held = [
    ["the report is marked as published", "update build_workflows set published_version = 1 where pull_number = $1"],
    ["a webhook makes the pull request due", "update pull_requests set due_seq = due_seq + 1 where number = $1"],
    [
      "an attempt of the request is counted",
      "update webhook_deliveries set attempts = attempts + 1 where pull_number = $1",
    ],
  ] as const;

  test.each(held)("is saved after it while %s", async (_, statement) => {
    const guid = `wait-${number}`;
    await insertDelivery(db, guid, number);
    const before = await mustSave(db, startOf(workflow()));
    const client = await db.pool.connect();
    await client.query("begin");
    await client.query(statement, [number]);
    const saving = saveDecision(
      db,
      stepOf(before, { cause: `delivery:${guid}#0`, delivery: mark(guid), wantsFacts: true }),
    );
    await waitForBlocked();
    await client.query("commit");
    client.release();
    expect(await saving).toMatchObject({ result: "saved" });
    const webhook = statement.includes("due_seq") ? 1 : 0;
    expect(await pullRow()).toMatchObject({ dueSeq: 2 + webhook, factsWanted: 2 });
    expect(await delivery(guid)).toEqual({ outcomes: [{ result: "moved" }], applied_at: now });
    expect(await verifyChain(db, before.workflow.id)).toEqual({ ok: true, length: 2 });
  });
});

describe("a lease and the signs of life of whoever has it", () => {
  const policy = { ...workflow().policy, limits: { retries: 2, phaseHours: { planning: 1 }, claimMinutes: 30 } };
  const claim = { by: maria, at: now, fence: 1, expiresAt: now };
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const deadline = async (id: string) =>
    (await query<{ at: Date }>(db, "select deadline_at as at from build_workflows where id = $1", [id]))[0]?.at;

  test("a lease does not run out where they came after it was judged, while any other change is saved", async () => {
    const before = await mustSave(db, startOf(workflow({ claim })));
    expect(await renewClaim(db, before.workflow, { ...claim, expiresAt: later(30) })).toBe(true);
    expect(await saveDecision(db, stepOf(before, { endsLease: true }))).toEqual({ result: "lost" });
    expect(await saveDecision(db, stepOf(before))).toMatchObject({ result: "saved" });
  });

  test("it runs out where they are of a claim before, or were over by then", async () => {
    const renewals = [
      { ...claim, expiresAt: now },
      { ...claim, fence: 7, expiresAt: later(30) },
    ];
    for (const renewal of renewals) {
      const before = await mustSave(db, startOf(workflow({ claim })));
      await query(db, "update build_workflows set claim_renewal = $2 where id = $1", [before.workflow.id, renewal]);
      const after = { ...stepOf(before).after, claim: null, status: "cancelled", cancelledBy: "command" } as const;
      expect(await saveDecision(db, stepOf(before, { after, endsLease: true }))).toMatchObject({ result: "saved" });
    }
  });

  test("one that was judged before a change does not put off what the change brought nearer", async () => {
    const before = await mustSave(db, startOf(workflow({ claim })));
    const renewed = { ...claim, expiresAt: later(90) };
    await renewClaim(db, { ...before.workflow, claim: renewed }, renewed);
    expect(await deadline(before.workflow.id)).toEqual(later(90));
    const after = { ...stepOf(before).after, claim: renewed, policy };
    await mustSave(db, stepOf(before, { after }));
    expect(await deadline(before.workflow.id)).toEqual(later(60));
    await renewClaim(db, { ...before.workflow, claim: renewed }, renewed);
    expect(await deadline(before.workflow.id)).toEqual(later(60));
  });
});

test("a start with a workflow that held a hold, results and records reads back as it was", async () => {
  const by = { kind: "app", id: 9, login: "builder[bot]" } as const;
  const record = { attempts: 2, elapsedMs: 1.5, enteredAt: now, completedAt: null, completedBy: by };
  const after = workflow({
    currentState: "error",
    errorFrom: "testing",
    errorReason: "timed out",
    hold: { by, reason: null, at: now },
    failedRuns: ["check_run:1"],
    results: { discovery: { risks: [1e21, -0.1, null, { deep: [true] }] }, testing: {} },
    phaseRecords: { discovery: record },
    mergedAt: now,
    metadata: { requirements: null, startedBy: by, given: { ticket: 5 } },
  });
  await mustSave(db, startOf(after, { moves: [started] }));
  expect((await loadWorkflow(db, after.id))?.workflow).toEqual(after);
});

async function waitForBlocked(): Promise<void> {
  await expect
    .poll(() =>
      query(db, "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()", []),
    )
    .toHaveLength(1);
}
