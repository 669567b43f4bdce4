import { expect, it } from "vitest";
import { roles } from "../../src/workflow/roles.ts";
import { standingOf } from "../../src/workflow/standing.ts";
import { states } from "../../src/workflow/states.ts";
import { anActor, at, aWorkflow } from "./support.ts";

it("every open state has exactly one role that can act, and the others wait for it", () => {
  for (const currentState of states.filter((state) => state !== "complete")) {
    const workflow = aWorkflow({ currentState, errorFrom: currentState === "error" ? "handoff_to_tester" : null });
    const standings = roles.map((role) => [role, standingOf(workflow, role)] as const);
    const acting = standings.filter(([, { kind }]) => kind !== "wait");
    expect(acting).toHaveLength(1);
    const [[role]] = acting as [(typeof acting)[number]];
    const waiting = standings.filter(([each]) => each !== role).map(([, standing]) => standing);
    expect(waiting).toEqual(Array.from({ length: 4 }, () => ({ kind: "wait", forRole: role })));
  }
});

it.each([
  ["planning", "q_assistant", { kind: "work", phase: "planning" }],
  ["handoff_to_coder", "code_writer", { kind: "accept", state: "handoff_to_coder" }],
  ["deployment", "release_manager", { kind: "work", phase: "deployment" }],
] as const)("in %s the %s acts", (currentState, role, standing) => {
  expect(standingOf(aWorkflow({ currentState }), role)).toEqual(standing);
});

it("in error the role whose phase failed may take it up again", () => {
  const workflow = aWorkflow({ currentState: "error", errorFrom: "handoff_to_verifier" });
  expect(standingOf(workflow, "test_auditor")).toEqual({ kind: "recover", phase: "testing" });
});

it("on hold, and once it is over, nobody acts", () => {
  const hold = { by: anActor(), reason: null, at: at(1) };
  expect(standingOf(aWorkflow({ hold }), "q_assistant")).toEqual({ kind: "held" });
  expect(standingOf(aWorkflow({ hold, status: "cancelled" }), "q_assistant")).toEqual({ kind: "over" });
  expect(standingOf(aWorkflow({ currentState: "complete", status: "complete" }), "release_manager")).toEqual({
    kind: "over",
  });
});
