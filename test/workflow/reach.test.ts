import { describe, expect, test } from "vitest";
import { intentToReach, type Step } from "../../src/workflow/reach.ts";
import { states, type State } from "../../src/workflow/states.ts";
import { aWorkflow, everyone, at, failedIn, judge, workflowIn, statesBeforeComplete } from "./support.ts";

function way(from: State, to: State): string | null {
  const wish = intentToReach(workflowIn(from), to);
  return wish === null ? null : describeStep(wish);
}

function describeStep(wish: Step): string {
  if (wish.kind === "retry") return wish.phase === null ? "retry" : `retry ${wish.phase}`;
  return wish.kind === "rollback" ? `rollback ${wish.target}` : wish.kind;
}

describe("the one intent that reaches", () => {
  test.each([
    ["discovery", "planning", "advance"],
    ["handoff_to_coder", "implementation", "accept"],
    ["deployment", "complete", "advance"],
    ["testing", "implementation", "retry"],
    ["verification", "implementation", "retry"],
    ["handoff_to_verifier", "implementation", "rollback implementation"],
    ["testing", "planning", "rollback planning"],
    ["deployment", "handoff_to_coder", "rollback handoff_to_coder"],
    ["planning", "error", "fail"],
    ["handoff_to_tester", "error", "fail"],
    ["error", "testing", "retry testing"],
    ["error", "discovery", "retry discovery"],
    ["error", "handoff_to_tester", "rollback handoff_to_tester"],
  ] as const)("from %s %s is %s", (from, to, expected) => {
    expect(way(from, to)).toBe(expected);
  });

  test.each([
    ["discovery", "implementation"],
    ["planning", "complete"],
    ["testing", "verification"],
    ["error", "verification"],
    ["error", "handoff_to_verifier"],
    ["error", "complete"],
    ["complete", "testing"],
    ["complete", "error"],
  ] as const)("from %s there is none to %s", (from, to) => {
    expect(way(from, to)).toBeNull();
  });

  test.each(states)("from %s itself there is none", (state) => {
    expect(way(state, state)).toBeNull();
  });

  test("goes from a failed handoff to its phase by a retry, and to itself by a rollback", () => {
    const failed = failedIn("handoff_to_verifier");
    expect(intentToReach(failed, "testing")).toMatchObject({ kind: "retry", phase: "testing" });
    expect(intentToReach(failed, "handoff_to_verifier")).toMatchObject({ kind: "rollback" });
    expect(intentToReach(failed, "verification")).toBeNull();
  });

  test("is none once the workflow is over", () => {
    expect(intentToReach(aWorkflow({ status: "cancelled" }), "planning")).toBeNull();
  });

  test("is taken by the machine and leads there, from wherever it is offered", () => {
    for (const from of [...statesBeforeComplete, "error" as const]) {
      for (const to of states) {
        const workflow = workflowIn(from);
        const wish = intentToReach(workflow, to);
        if (wish === null) continue;
        const decision = judge(workflow, { ...wish, by: everyone, at: at(1000) });
        expect([from, to, decision.outcome === "moved" && decision.workflow.currentState]).toEqual([from, to, to]);
      }
    }
  });
});
