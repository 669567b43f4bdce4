import { describe, expect, test } from "vitest";
import { states, type State } from "../../../src/workflow/states.ts";
import {
  anIntent,
  at,
  everyone,
  failedIn,
  holderOf,
  judge,
  maintainer,
  move,
  refusalOf,
  statesBeforeComplete,
  workflowIn,
} from "../support.ts";

const to = (target: State, by = maintainer) => anIntent("rollback", { target, by, reason: "wrong way" });

describe("rollback", () => {
  test.each(statesBeforeComplete)("from %s reaches every earlier state and no other", (from) => {
    const reached = states.filter((target) => judge(workflowIn(from), to(target)).outcome === "moved");
    expect(reached).toEqual(states.slice(0, states.indexOf(from)));
  });

  test("is recorded as a reset, with the roles of the table", () => {
    const before = workflowIn("verification");
    const { workflow, first } = move(before, to("handoff_to_coder"), { now: at(2000) });
    expect(workflow).toMatchObject({ currentState: "handoff_to_coder", stateSeq: before.stateSeq + 1, retries: 0 });
    expect(first.event).toEqual({
      type: "rolled_back",
      by: { kind: "user", id: 50, login: "maintain" },
      data: { from_state: "verification", to_state: "handoff_to_coder", reason: "wrong way", findings: [] },
    });
    expect(first.handoff).toMatchObject({
      kind: "reset",
      fromRole: "verification_overseer",
      toRole: "code_writer",
      data: { retry_reason: "wrong way", attempt: 1 },
    });
  });

  test("clears the results from the target on, and what was completed there", () => {
    const results = { discovery: { a: 1 }, planning: { b: 1 }, implementation: { c: 1 }, testing: { d: 1 } };
    const { workflow } = move(workflowIn("verification", { results }), to("handoff_to_coder"));
    expect(workflow.results).toEqual({ discovery: { a: 1 }, planning: { b: 1 } });
    expect(workflow.phaseRecords.planning?.completedAt).not.toBeNull();
    expect(workflow.phaseRecords.implementation).toMatchObject({ attempts: 1, completedAt: null, completedBy: null });
    expect(workflow.phaseRecords.testing?.completedBy).toBeNull();
    expect(workflow.phaseRecords.deployment).toBeUndefined();
  });

  test("into a phase begins another attempt of it", () => {
    const { workflow } = move(workflowIn("testing"), to("planning"));
    expect(workflow.phaseRecords.planning).toMatchObject({ attempts: 2, enteredAt: at(1000) });
  });

  test("from error goes to where it failed, or before, and error is over", () => {
    const failed = failedIn("handoff_to_verifier");
    expect(move(failed, to("handoff_to_verifier")).workflow).toMatchObject({
      currentState: "handoff_to_verifier",
      errorFrom: null,
      errorReason: null,
    });
    expect(move(failed, to("discovery")).workflow.currentState).toBe("discovery");
    expect(refusalOf(failed, to("verification"))).toEqual(["not_earlier"]);
  });

  test.each([["planning"], ["testing"], ["error"], ["complete"]] as const)(
    "from planning does not go to %s",
    (target) => {
      expect(refusalOf(workflowIn("planning"), to(target))).toEqual(["not_earlier"]);
    },
  );

  test("is refused once the workflow is complete, cancelled or merged", () => {
    expect(refusalOf(workflowIn("complete"), to("testing"))).toEqual(["finished"]);
    expect(refusalOf(workflowIn("testing", { status: "cancelled" }), to("planning"))).toEqual(["finished"]);
    expect(refusalOf(workflowIn("deployment", { mergedAt: at(900) }), to("testing"))).toEqual(["merged"]);
    expect(refusalOf(failedIn("testing", { mergedAt: at(900) }), to("testing"))).toEqual(["merged"]);
  });

  test("is for maintainers, whatever their roles", () => {
    const missing = { kind: "permission", least: "maintain" };
    expect(refusalOf(workflowIn("testing"), to("planning", holderOf("test_auditor")))).toEqual([
      "not_permitted",
      missing,
    ]);
    expect(move(workflowIn("testing"), to("planning", everyone)).workflow.currentState).toBe("planning");
  });

  test("applies while held, and the hold stays", () => {
    const hold = { by: maintainer, reason: null, at: at(900) };
    expect(move(workflowIn("testing", { hold }), to("planning")).workflow).toMatchObject({
      currentState: "planning",
      hold,
    });
  });
});
