import { expect, test } from "vitest";
import { canRollBackTo, recoverLimit } from "../../src/workflow/recovery.ts";
import { phaseOf, states } from "../../src/workflow/states.ts";
import { failedIn, statesBeforeComplete, workflowIn } from "./support.ts";

test.each(statesBeforeComplete)("what failed in %s recovers to its phase at most", (state) => {
  expect(recoverLimit(failedIn(state))).toBe(phaseOf(state));
});

test("what failed nobody knows where recovers to discovery", () => {
  expect(recoverLimit({ errorFrom: null })).toBe("discovery");
  expect(recoverLimit({ errorFrom: "complete" })).toBe("discovery");
});

test.each(statesBeforeComplete)("from %s a rollback goes to the states before it", (state) => {
  const targets = states.filter((target) => canRollBackTo(target, workflowIn(state)));
  expect(targets).toEqual(states.slice(0, states.indexOf(state)));
});

test.each(statesBeforeComplete)("after a failure in %s a rollback goes there or before it", (state) => {
  const targets = states.filter((target) => canRollBackTo(target, failedIn(state)));
  expect(targets).toEqual(states.slice(0, states.indexOf(state) + 1));
});

test("a rollback never goes to error", () => {
  expect(canRollBackTo("error", { currentState: "error", errorFrom: "error" })).toBe(false);
  expect(canRollBackTo("discovery", { currentState: "error", errorFrom: null })).toBe(false);
});
