import { describe, expect, test } from "vitest";
import { batonActor } from "../../../src/workflow/actor.ts";
import { handoffStates, stateFacts } from "../../../src/workflow/states.ts";
import { anIntent, at, holderOf, maintainer, move, refusalOf, statesBeforeComplete, workflowIn } from "../support.ts";

describe("fail", () => {
  test.each(statesBeforeComplete)("goes from %s to error, by its holder", (from) => {
    const { holder } = stateFacts[from];
    const before = workflowIn(from);
    const { workflow, first } = move(before, anIntent("fail", { by: holderOf(holder), reason: "no budget" }));
    expect(workflow).toMatchObject({
      status: "open",
      currentState: "error",
      errorFrom: from,
      errorReason: "no budget",
      stateSeq: before.stateSeq + 1,
      results: before.results,
    });
    expect(first.event).toMatchObject({
      type: "failed",
      data: { from_state: from, to_state: "error", reason: "no budget", findings: [] },
    });
    expect(first.handoff).toMatchObject({
      kind: "fail",
      fromRole: holder,
      toRole: null,
      notes: "no budget",
      data: { current_phase: "error", failure_reason: "no budget", evidence: [] },
    });
  });

  test.each(handoffStates)("in %s is the giver's, not the receiver's", (state) => {
    const { holder, nextRole } = stateFacts[state];
    expect(refusalOf(workflowIn(state), anIntent("fail", { by: holderOf(nextRole) }))).toEqual([
      "not_your_role",
      { kind: "role", oneOf: [holder] },
    ]);
  });

  test("is not a maintainer's without the role, but Baton's where a limit ran out", () => {
    expect(refusalOf(workflowIn("testing"), anIntent("fail", { by: maintainer }))[0]).toBe("not_your_role");
    expect(move(workflowIn("testing"), anIntent("fail", { by: batonActor })).workflow.currentState).toBe("error");
  });

  test("needs no reason", () => {
    expect(move(workflowIn("testing"), anIntent("fail")).workflow.errorReason).toBeNull();
  });

  test("remembers what made it fail, so that it does not do so again", () => {
    const finding = { kind: "deployment", name: "production", outcome: "failure", url: null, summary: null } as const;
    const findings = [{ id: "deployment:4", ...finding }];
    expect(move(workflowIn("deployment"), anIntent("fail", { findings })).workflow.failedRuns).toEqual([
      "deployment:4",
    ]);
  });

  test("is refused in error, which is where it leads", () => {
    expect(refusalOf(workflowIn("error"), anIntent("fail"))).toEqual(["not_reachable"]);
  });

  test("applies while held", () => {
    const hold = { by: maintainer, reason: null, at: at(900) };
    expect(move(workflowIn("testing", { hold }), anIntent("fail")).workflow.currentState).toBe("error");
  });
});
