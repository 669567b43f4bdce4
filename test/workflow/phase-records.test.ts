import { describe, expect, test } from "vitest";
import {
  elapsedInState,
  heldInState,
  recordLeave,
  recordReturn,
  resultsBefore,
} from "../../src/workflow/phase-records.ts";
import { aStart, anIntent, at, everyone, maintainer, move, workflowIn } from "./support.ts";

const by = { kind: "user", id: 99, login: "everyone" } as const;
const hold = (seconds: number) => ({ by: maintainer, reason: null, at: at(seconds) });

describe("the record of a phase", () => {
  test("begins with entering it and ends with completing it", () => {
    const started = move(null, aStart(), { now: at(0) }).workflow;
    const { workflow } = move(started, anIntent("advance", { by: everyone }), { now: at(90) });
    expect(workflow.phaseRecords).toEqual({
      discovery: { attempts: 1, elapsedMs: 90_000, enteredAt: null, completedAt: at(90), completedBy: by },
      planning: { attempts: 1, elapsedMs: 0, enteredAt: at(90), completedAt: null, completedBy: null },
    });
  });

  test("is not touched by handoff states", () => {
    const before = workflowIn("handoff_to_coder");
    const { workflow } = move(before, anIntent("accept"), { now: at(5000) });
    expect(workflow.phaseRecords.planning).toEqual(before.phaseRecords.planning);
    expect(workflow.phaseRecords.planning?.elapsedMs).toBe(60_000);
  });

  test("is not completed by failing, nor by being sent back", () => {
    const now = at(5000);
    const failed = move(workflowIn("testing"), anIntent("fail"), { now }).workflow;
    const sentBack = move(workflowIn("testing"), anIntent("retry"), { now }).workflow;
    const entered = workflowIn("testing").stateEnteredAt.getTime();
    for (const { phaseRecords } of [failed, sentBack]) {
      expect(phaseRecords.testing).toEqual({
        attempts: 1,
        elapsedMs: now.getTime() - entered,
        enteredAt: null,
        completedAt: null,
        completedBy: null,
      });
    }
  });

  test("adds up over attempts", () => {
    let workflow = workflowIn("testing");
    const step = (kind: "retry" | "advance", seconds: number) => {
      const now = new Date(workflow.stateEnteredAt.getTime() + seconds * 1000);
      workflow = move(workflow, anIntent(kind, { at: now }), { now }).workflow;
    };
    step("retry", 10);
    step("advance", 20);
    step("advance", 5);
    step("advance", 30);
    expect(workflow.currentState).toBe("handoff_to_verifier");
    expect(workflow.phaseRecords.implementation).toMatchObject({ attempts: 2, elapsedMs: 80_000 });
    expect(workflow.phaseRecords.testing).toMatchObject({ attempts: 2, elapsedMs: 40_000 });
  });

  test("is made where there is none yet", () => {
    const workflow = workflowIn("testing", { phaseRecords: {} });
    expect(recordLeave(workflow, workflow.stateEnteredAt, by).testing).toMatchObject({ attempts: 0, completedBy: by });
  });

  test("of what lies before stays completed when the work goes back", () => {
    const { phaseRecords } = workflowIn("verification");
    const after = recordReturn(phaseRecords, "testing");
    expect(after.implementation).toEqual(phaseRecords.implementation);
    expect(after.testing).toEqual({ ...phaseRecords.testing, completedAt: null, completedBy: null });
  });
});

describe("the clock of a state", () => {
  const workflow = workflowIn("testing", { stateEnteredAt: at(1000), stateHeldMs: 5000 });

  test("leaves out holds that ended", () => {
    expect(elapsedInState(workflow, at(1060))).toBe(55_000);
  });

  test("leaves out a hold that lasts", () => {
    expect(elapsedInState({ ...workflow, hold: hold(1020) }, at(1060))).toBe(15_000);
    expect(heldInState({ ...workflow, hold: hold(1020) }, at(1060))).toBe(45_000);
  });

  test("counts a hold that began in another state from the entry only", () => {
    expect(heldInState({ ...workflow, stateHeldMs: 0, hold: hold(900) }, at(1060))).toBe(60_000);
  });

  test("never runs backwards, whatever the clocks say", () => {
    expect(elapsedInState(workflow, at(900))).toBe(0);
    expect(heldInState({ ...workflow, hold: hold(2000) }, at(1060))).toBe(5000);
  });

  test("stops for the phase while held", () => {
    const now = at(1060);
    const { phaseRecords } = move({ ...workflow, hold: hold(1020) }, anIntent("fail"), { now }).workflow;
    expect(phaseRecords.testing?.elapsedMs).toBe(15_000);
  });
});

test("going back leaves the results of the phases before", () => {
  const results = { discovery: { a: 1 }, implementation: { c: 1 }, testing: { d: 1 } };
  expect(resultsBefore(results, "testing")).toEqual({ discovery: { a: 1 }, implementation: { c: 1 } });
  expect(resultsBefore(results, "handoff_to_verifier")).toEqual(results);
  expect(resultsBefore(results, "discovery")).toEqual({});
});
