import { describe, expect, test } from "vitest";
import { githubActor } from "../../../src/workflow/actor.ts";
import { states } from "../../../src/workflow/states.ts";
import { anIntent, at, failedIn, holderOf, maintainer, move, refusalOf, workflowIn } from "../support.ts";

const by = githubActor;
const openStates = states.filter((state) => state !== "complete");

describe("cancel", () => {
  test.each(openStates)("ends a workflow in %s for good", (state) => {
    const before = workflowIn(state);
    const { workflow, moves } = move(before, anIntent("cancel", { reason: "not needed" }));
    expect(workflow).toMatchObject({ status: "cancelled", cancelledBy: "command", currentState: state });
    expect(moves).toEqual([
      {
        event: {
          type: "cancelled",
          by: { kind: "user", id: 99, login: "everyone" },
          data: { state, reason: "not needed" },
        },
        handoff: null,
      },
    ]);
    expect(refusalOf(workflow, anIntent("reopen", { by }))).toEqual(["finished"]);
  });

  test("ends a hold with it", () => {
    const hold = { by: maintainer, reason: null, at: at(900) };
    expect(move(workflowIn("testing", { hold }), anIntent("cancel")).workflow.hold).toBeNull();
  });

  test("is for maintainers", () => {
    expect(refusalOf(workflowIn("testing"), anIntent("cancel", { by: holderOf("test_auditor") }))).toEqual([
      "not_permitted",
      { kind: "permission", least: "maintain" },
    ]);
  });

  test.each([workflowIn("complete"), workflowIn("testing", { status: "cancelled", cancelledBy: "closed" })])(
    "is refused once the workflow is over",
    (workflow) => {
      expect(refusalOf(workflow, anIntent("cancel"))).toEqual(["finished"]);
    },
  );
});

test("GitHub cancels for good what the App can no longer reach, without anybody's leave", () => {
  const { workflow, moves } = move(
    workflowIn("testing"),
    anIntent("cancel", { by: githubActor, reason: "uninstalled" }),
  );
  expect(workflow).toMatchObject({ status: "cancelled", cancelledBy: "no_access", currentState: "testing" });
  expect(moves[0]?.event).toMatchObject({ type: "cancelled", by: { kind: "github" }, data: { reason: "uninstalled" } });
});

describe("close", () => {
  test.each(openStates)("cancels a workflow in %s until it is reopened, which resumes it there", (state) => {
    const before = workflowIn(state);
    const closed = move(before, anIntent("close", { by }));
    expect(closed.workflow).toMatchObject({ status: "cancelled", cancelledBy: "closed", currentState: state });
    expect(closed.first).toMatchObject({ event: { type: "closed", data: { state } }, handoff: null });
    const reopened = move(closed.workflow, anIntent("reopen", { by }), { now: at(9000) });
    expect(reopened.workflow).toMatchObject({
      status: "open",
      cancelledBy: null,
      currentState: state,
      stateSeq: before.stateSeq,
      errorFrom: before.errorFrom,
      version: before.version + 2,
    });
    expect(reopened.first).toMatchObject({ event: { type: "reopened", data: { state } }, handoff: null });
  });

  test("stops the phase's clock until it is reopened, in the same attempt", () => {
    const before = workflowIn("testing");
    const entered = before.stateEnteredAt.getTime();
    const after = (ms: number) => new Date(entered + ms);
    const closed = move(before, anIntent("close", { by }), { now: after(5000) }).workflow;
    expect(closed.phaseRecords.testing).toMatchObject({ elapsedMs: 5000, enteredAt: null, attempts: 1 });
    const reopened = move(closed, anIntent("reopen", { by }), { now: after(905_000) }).workflow;
    expect(reopened).toMatchObject({ stateEnteredAt: after(905_000), stateHeldMs: 0 });
    expect(reopened.phaseRecords.testing).toMatchObject({ enteredAt: after(905_000), attempts: 1 });
    const left = move(reopened, anIntent("advance", { at: after(907_000) }), { now: after(907_000) }).workflow;
    expect(left.phaseRecords.testing).toMatchObject({ elapsedMs: 7000, attempts: 1 });
  });

  test("keeps a hold", () => {
    const hold = { by: maintainer, reason: null, at: at(900) };
    const closed = move(workflowIn("testing", { hold }), anIntent("close", { by })).workflow;
    expect(move(closed, anIntent("reopen", { by })).workflow.hold).toEqual(hold);
  });

  test("resumes even without a record of the phase", () => {
    const closed = workflowIn("testing", { status: "cancelled", cancelledBy: "closed", phaseRecords: {} });
    expect(move(closed, anIntent("reopen", { by }), { now: at(9000) }).workflow.phaseRecords.testing).toMatchObject({
      attempts: 0,
      enteredAt: at(9000),
    });
  });

  test("is refused once the workflow is over", () => {
    expect(refusalOf(workflowIn("complete"), anIntent("close", { by }))).toEqual(["finished"]);
  });
});

describe("reopen", () => {
  test("is refused for a workflow that is open, or over for good", () => {
    expect(refusalOf(failedIn("testing"), anIntent("reopen", { by }))).toEqual(["already_open"]);
    expect(refusalOf(workflowIn("complete"), anIntent("reopen", { by }))).toEqual(["finished"]);
  });
});
