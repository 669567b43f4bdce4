import { describe, expect, it } from "vitest";
import { allowedMs, deadlineOf, leftOnHoldMs } from "../../src/workflow/deadline.ts";
import { factOfTime } from "../../src/workflow/facts/fact-of-time.ts";
import { decide } from "../../src/workflow/decide.ts";
import { noEvidence } from "../../src/workflow/evidence.ts";
import { handoffStates, phases } from "../../src/workflow/states.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";
import { aPolicy, at, aWorkflow, everyone } from "./support.ts";

const hour = 3600;
const policy = aPolicy({ limits: { phaseHours: { planning: 2, testing: 0.5 } } });
const planning = (fields: Partial<Workflow> = {}) =>
  aWorkflow({ currentState: "planning", policy, stateEnteredAt: at(0), ...fields });
const hold = { by: { kind: "user", id: 1, login: "maria" }, reason: null, at: at(hour) } as const;

describe("the deadline of a phase", () => {
  it("is so many hours after it was entered, and as much later as it was held", () => {
    expect(deadlineOf(planning())).toEqual(at(2 * hour));
    expect(deadlineOf(planning({ stateHeldMs: 90_000 }))).toEqual(at(2 * hour + 90));
    expect(deadlineOf(planning({ currentState: "testing" }))).toEqual(at(hour / 2));
  });

  it.each([...phases, ...handoffStates, "complete", "error"] as const)(
    "is none in %s where the rules set none",
    (currentState) => {
      expect(deadlineOf(aWorkflow({ currentState }))).toBeNull();
    },
  );

  it.each([...handoffStates, "error"] as const)("is none in %s, where nobody works", (currentState) => {
    const all = aPolicy({ limits: { phaseHours: Object.fromEntries(phases.map((phase) => [phase, 1])) } });
    expect(deadlineOf(aWorkflow({ currentState, policy: all }))).toBeNull();
  });

  it("is none once the workflow has ended", () => {
    expect(deadlineOf(planning({ status: "cancelled", cancelledBy: "closed" }))).toBeNull();
    expect(allowedMs(planning({ status: "cancelled", cancelledBy: "closed" }))).toBeNull();
  });

  it("is none while the work is held; what is left then is told", () => {
    expect(deadlineOf(planning({ hold }))).toBeNull();
    expect(leftOnHoldMs(planning({ hold }))).toBe(hour * 1000);
    expect(leftOnHoldMs(planning({ hold: { ...hold, at: at(3 * hour) } }))).toBe(0);
    expect(leftOnHoldMs(planning())).toBeNull();
    expect(leftOnHoldMs(aWorkflow({ hold }))).toBeNull();
  });

  it("moves by the time of the hold once that ends", () => {
    const unheld = decide({
      workflow: planning({ hold }),
      intent: { kind: "unhold", by: everyone, at: at(5 * hour) },
      policy,
      evidence: noEvidence,
      now: at(5 * hour),
    });
    if (unheld.outcome !== "moved") throw new Error("The hold was to end.");
    expect(deadlineOf(unheld.workflow)).toEqual(at(6 * hour));
  });
});

describe("a phase that took longer than allowed", () => {
  const derive = (workflow: Workflow, seconds: number) =>
    factOfTime({ workflow, policy, evidence: noEvidence, now: at(seconds) });

  it("fails from the very moment on, and not before", () => {
    expect(derive(planning(), 2 * hour - 1)).toEqual({ intent: null, lookAgainAt: null });
    expect(derive(planning(), 2 * hour).intent).toMatchObject({
      kind: "fail",
      reason: "phase_took_too_long",
      by: { kind: "baton" },
    });
    expect(derive(planning({ hold }), 9 * hour).intent).toBeNull();
  });

  it("ends in error with the reason, from which it can be recovered with all of its time", () => {
    const { intent } = derive(planning(), 2 * hour);
    if (intent === null) throw new Error("Something was to follow.");
    const failed = decide({ workflow: planning(), intent, policy, evidence: noEvidence, now: at(2 * hour) });
    if (failed.outcome !== "moved") throw new Error("The phase was to fail.");
    expect(failed.workflow).toMatchObject({
      currentState: "error",
      errorFrom: "planning",
      errorReason: "phase_took_too_long",
    });
    const again = decide({
      workflow: failed.workflow,
      intent: { kind: "retry", phase: null, reason: null, findings: [], by: everyone, at: at(3 * hour) },
      policy,
      evidence: noEvidence,
      now: at(3 * hour),
    });
    if (again.outcome !== "moved") throw new Error("The phase was to be taken up again.");
    expect(deadlineOf(again.workflow)).toEqual(at(5 * hour));
  });
});
