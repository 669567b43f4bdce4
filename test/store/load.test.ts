import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { query, type Database } from "../../src/store/database.ts";
import { findByCause } from "../../src/store/find-by-cause.ts";
import { loadHistory } from "../../src/store/history.ts";
import { loadPull } from "../../src/store/load-pull.ts";
import { loadNewestWorkflow, loadWorkflow } from "../../src/store/load-workflow.ts";
import { loadReportRows } from "../../src/store/report-rows.ts";
import { noEvidence, type Evidence } from "../../src/workflow/evidence.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import { insertPull, maria, mustSave, newWorkflow, now, startOf, started, step, stepOf } from "./sample-workflow.ts";

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

const ref = () => ({ repositoryId: 100, pullNumber: number });
const workflow = (over = {}) => newWorkflow({ pullNumber: number, ...over });
const ended = { status: "cancelled", cancelledBy: "closed" } as const;

describe("loading a workflow", () => {
  test.each(["01958a40-0000-7000-8000-000000000001", "no uuid", ""])("finds none by %o", async (id) => {
    expect(await loadWorkflow(db, id)).toBeNull();
  });

  test("that names checks as an older version kept them reads as meaning whoever reports them", async () => {
    const { workflow: saved } = await mustSave(db, startOf(workflow()));
    const checks = JSON.stringify(["build", { name: "scan", app: "code-scanner" }]);
    const update = "update build_workflows set policy = jsonb_set(policy, '{testing,checks}', $2) where id = $1";
    await query(db, update, [saved.id, checks]);
    expect((await loadWorkflow(db, saved.id))?.workflow.policy.testing.checks).toEqual([
      { name: "build", app: null },
      { name: "scan", app: "code-scanner" },
    ]);
  });

  test("that another version stored in another shape is an error that names it", async () => {
    const { workflow: saved } = await mustSave(db, startOf(workflow()));
    await query(db, "update build_workflows set policy = policy - 'gate' where id = $1", [saved.id]);
    await expect(loadWorkflow(db, saved.id)).rejects.toThrow(
      new RegExp(`Workflow ${saved.id} is not stored .*gate`, "s"),
    );
  });
});

describe("the newest workflow of a pull request", () => {
  test("is the one that was made last, ended or not, of this pull request alone", async () => {
    const later = new Date(now.getTime() + 1);
    await mustSave(db, startOf(workflow({ createdAt: later, ...ended })));
    await mustSave(db, startOf(workflow({ createdAt: now, ...ended })));
    const newest = await mustSave(db, startOf(workflow({ createdAt: new Date(later.getTime() + 1), ...ended })));
    await insertPull(db, 200, number);
    await mustSave(db, startOf(workflow({ repositoryId: 200, createdAt: new Date(later.getTime() + 2) })));
    expect(await loadNewestWorkflow(db, ref())).toEqual(newest);
    expect((await loadPull(db, ref()))?.newest).toEqual(newest);
  });

  test("is decided by the id where two were made at once", async () => {
    const [first, second] = [
      await mustSave(db, startOf(workflow(ended))),
      await mustSave(db, startOf(workflow(ended))),
    ];
    const newest = first.workflow.id > second.workflow.id ? first : second;
    expect(await loadNewestWorkflow(db, ref())).toEqual(newest);
    expect((await loadPull(db, ref()))?.newest).toEqual(newest);
  });

  test("is null where there is none", async () => {
    expect(await loadNewestWorkflow(db, ref())).toBeNull();
  });
});

describe("loading a pull request", () => {
  test("finds null where no webhook ever spoke of it", async () => {
    expect(await loadPull(db, { repositoryId: 100, pullNumber: 9999 })).toBeNull();
  });

  test("brings its repository, its row and no workflow where it has none", async () => {
    expect(await loadPull(db, ref())).toMatchObject({
      repository: { id: 100, ownerId: 5, fullName: "acme/shop", installationId: 9 },
      pull: { repositoryId: 100, number, factsWanted: 0, dueSeq: 0, evidence: noEvidence, headSha: null },
      newest: null,
    });
  });

  test("revives the evidence with its times", async () => {
    const evidence: Evidence = {
      pull: {
        readAt: now,
        headSha: "a",
        headChangedAt: null,
        baseRef: "main",
        draft: false,
        open: true,
        merged: false,
        mergeSha: null,
        title: "t",
        body: null,
        authorId: 7,
        labels: ["x"],
      },
      checks: {
        readAt: now,
        headSha: "a",
        runs: [
          {
            id: "check_run:1",
            order: 1,
            kind: "check_run",
            suiteId: 3,
            name: "build",
            app: "ci",
            status: "completed",
            conclusion: "failure",
            url: null,
            summary: "s",
            changedAt: now,
          },
        ],
        suites: [
          {
            id: 3,
            app: "ci",
            completed: true,
            conclusion: "failure",
            runCount: 1,
            actionsWorkflow: { id: 4, name: "CI", event: "push" },
            url: null,
            changedAt: null,
          },
        ],
      },
      reviews: {
        readAt: now,
        headSha: "a",
        reviews: [
          {
            id: "review:1",
            reviewerId: 7,
            reviewer: "maria",
            state: "approved",
            headSha: "a",
            holdsRole: true,
            body: null,
            url: null,
            submittedAt: now,
          },
        ],
      },
      deployments: {
        readAt: now,
        deployments: [
          {
            id: "deployment:1",
            environment: "production",
            creator: "ci",
            containsHead: true,
            state: "success",
            url: null,
            changedAt: now,
          },
        ],
      },
    };
    await query(db, "update pull_requests set evidence = $2 where number = $1", [number, JSON.stringify(evidence)]);
    expect((await loadPull(db, ref()))?.pull.evidence).toEqual(evidence);
  });

  test("takes evidence in a shape of another version for none", async () => {
    await query(db, `update pull_requests set evidence = '{"pull": 1}' where number = $1`, [number]);
    expect((await loadPull(db, ref()))?.pull.evidence).toEqual(noEvidence);
  });
});

describe("the rows of a report", () => {
  test("are the last handoff, how many there are, and the last ten events, newest first", async () => {
    const first = await mustSave(db, startOf(workflow()));
    const moves = Array.from({ length: 12 }, (_, index) => step(first.workflow.id, { index }));
    await mustSave(db, stepOf(first, { moves, cause: "merge@1" }));
    const rows = await loadReportRows(db, first.workflow.id);
    expect(rows.handoffCount).toBe(12);
    expect(rows.handoffs).toEqual([{ ...moves[11]?.handoff, seq: 12, by: maria, at: now }]);
    expect(rows.events.map(({ seq }) => seq)).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4]);
    expect(rows.events[0]).toEqual({ ...moves[11]?.event, seq: 13, cause: "merge@1", at: now });
  });

  test("of a workflow that has only started hold its start alone", async () => {
    const { workflow: saved, startCause } = await mustSave(db, startOf(workflow()));
    expect(await loadReportRows(db, saved.id)).toEqual({
      handoffs: [],
      handoffCount: 0,
      events: [{ ...started.event, seq: 1, cause: startCause, at: now }],
    });
  });
});

describe("the history", () => {
  test("comes in pages, oldest first, that end with no cursor", async () => {
    const first = await mustSave(db, startOf(workflow()));
    const { id } = first.workflow;
    await mustSave(db, stepOf(first, { moves: [step(id), step(id), step(id)] }));
    const one = await loadHistory(db, id, { after: 0, limit: 2 });
    expect([one.handoffs.map(({ seq }) => seq), one.nextCursor]).toEqual([[1, 2], 2]);
    const two = await loadHistory(db, id, { after: 2, limit: 2 });
    expect([two.handoffs.map(({ seq }) => seq), two.nextCursor]).toEqual([[3], null]);
    const all = await loadHistory(db, id, { after: 0, limit: 3 });
    expect([all.handoffs.length, all.nextCursor]).toEqual([3, null]);
  });

  test("shows of a handoff whose payload was dropped what its columns tell", async () => {
    const { workflow: saved } = await mustSave(db, stepOf(await mustSave(db, startOf(workflow()))));
    await query(db, "update workflow_handoffs set data_transferred = null, notes = null where workflow_id = $1", [
      saved.id,
    ]);
    expect((await loadHistory(db, saved.id, { after: 0, limit: 9 })).handoffs).toMatchObject([
      {
        fromState: "discovery",
        toState: "planning",
        notes: null,
        data: { current_phase: "planning", instructions: "" },
      },
    ]);
  });
});

describe("finding by cause", () => {
  test("brings every move of the request that comes again, with its handoff", async () => {
    const before = await mustSave(db, startOf(workflow()));
    const { id } = before.workflow;
    const held = { event: { type: "held", by: maria, data: {} }, handoff: null } as const;
    await mustSave(db, stepOf(before, { cause: `delivery:find-${number}#0`, moves: [step(id), held] }));
    expect(await findByCause(db, `delivery:find-${number}#0`)).toEqual({
      workflowId: id,
      moves: [
        {
          event: { ...step(id).event, seq: 2, cause: `delivery:find-${number}#0`, at: now },
          handoff: { ...step(id).handoff, seq: 1, by: maria, at: now },
        },
        { event: { ...held.event, seq: 3, cause: `delivery:find-${number}#0`, at: now }, handoff: null },
      ],
    });
  });

  test("finds nothing for a cause that changed nothing, nor for a fact's", async () => {
    const before = await mustSave(db, startOf(workflow()));
    await mustSave(db, stepOf(before, { cause: "push@1" }));
    expect(await findByCause(db, "push@1")).toBeNull();
    expect(await findByCause(db, "delivery:none#0")).toBeNull();
  });

  test("goes by an index", async () => {
    const [row] = await query(
      db,
      `explain (format json) select from workflow_events
       where cause = 'delivery:x#0' and part = 0 and (cause like 'delivery:%' or cause like 'api:%')`,
      [],
    );
    expect(JSON.stringify(row)).toContain("workflow_events_request_cause");
  });
});
