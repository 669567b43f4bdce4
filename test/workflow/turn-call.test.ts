import { describe, expect, it } from "vitest";
import { batonActor, githubActor, refOf } from "../../src/workflow/actor.ts";
import type { Call } from "../../src/workflow/policy.ts";
import { roles } from "../../src/workflow/roles.ts";
import type { State } from "../../src/workflow/states.ts";
import { configuredCall, turnCall, type LastEntry } from "../../src/workflow/turn-call.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";
import { aPolicy, aWorkflow } from "./support.ts";

const mention: Call = { way: "mention", names: ["maria"] };
const file: Call = { way: "actions_workflow", file: "coder.yml" };

const policyOf = (call: Call | null) =>
  aPolicy({ roles: Object.fromEntries(roles.map((role) => [role, { accept: "manual", call }])) });

function inState(currentState: State, fields: Partial<Workflow> = {}): Workflow {
  return aWorkflow({ currentState, stateSeq: 5, policy: policyOf(mention), phaseRecords: {}, ...fields });
}

const person = { kind: "user", id: 1, login: "maria" } as const;
const step = (fromState: State, by: LastEntry["by"] = person): LastEntry => ({ kind: "step", fromState, by });
const went = (workflow: Workflow, last: LastEntry | null, calledSeq = 2) => turnCall(workflow, { last, calledSeq });

describe("a turn", () => {
  it("calls the receiver while the baton is in the air, for the attempt that is to begin", () => {
    const attempts = { attempts: 1, elapsedMs: 0, enteredAt: null, completedAt: null, completedBy: null };
    const workflow = inState("handoff_to_coder", { phaseRecords: { implementation: attempts } });
    expect(went(workflow, step("planning"))).toEqual({
      role: "code_writer",
      call: mention,
      phase: "implementation",
      attempt: 2,
    });
    expect(went(inState("handoff_to_tester"), step("implementation"))).toMatchObject({ phase: "testing", attempt: 1 });
  });

  it("calls the holder of a phase that was entered by a start, a retry, a recovery or a reset", () => {
    expect(went(inState("discovery"), null)).toMatchObject({ role: "q_assistant", phase: "discovery" });
    for (const kind of ["retry", "recover", "reset"] as const) {
      const last: LastEntry = { kind, fromState: "verification", by: person };
      expect(went(inState("implementation"), last)).toMatchObject({ role: "code_writer" });
    }
  });

  it("calls for the attempt that is under way in a phase", () => {
    const record = { attempts: 3, elapsedMs: 0, enteredAt: null, completedAt: null, completedBy: null };
    const workflow = inState("implementation", { phaseRecords: { implementation: record } });
    expect(went(workflow, { kind: "retry", fromState: "testing", by: person })?.attempt).toBe(3);
  });

  it("calls the holder for whom Baton or a fact took the baton, unless it was called while that was in the air", () => {
    for (const by of [batonActor, githubActor].map(refOf)) {
      expect(went(inState("testing"), step("handoff_to_tester", by))).toMatchObject({ role: "test_auditor" });
      expect(went(inState("testing"), step("handoff_to_tester", by), 4)).toBeNull();
    }
  });

  it("does not call whoever took the baton", () => {
    expect(went(inState("implementation"), step("handoff_to_coder"))).toBeNull();
  });

  it("calls again where whoever took it fell silent", () => {
    const workflow = inState("implementation", { lapses: 1 });
    expect(went(workflow, step("handoff_to_coder"))).toMatchObject({ role: "code_writer", attempt: 0 });
  });

  it("does not call a role that goes on from phase to phase, but starts its Actions workflow for each", () => {
    expect(went(inState("planning"), step("discovery"))).toBeNull();
    expect(went(inState("planning", { policy: policyOf(file) }), step("discovery"))).toMatchObject({
      role: "q_assistant",
      call: file,
      phase: "planning",
    });
  });

  it.each(["complete", "error"] as const)("calls nobody in %s, where nobody is awaited", (state) => {
    expect(went(inState(state), step("deployment"))).toBeNull();
    expect(configuredCall(inState(state))).toBeNull();
  });

  it("calls nobody where the rules name no way, or once the workflow has ended", () => {
    expect(went(inState("discovery", { policy: policyOf(null) }), null)).toBeNull();
    expect(went(inState("discovery", { status: "cancelled" }), null)).toBeNull();
    expect(configuredCall(inState("discovery"))).toEqual({ role: "q_assistant", call: mention });
  });
});
