import { expect, test } from "vitest";
import { progress } from "../../src/workflow/progress.ts";
import { phases } from "../../src/workflow/states.ts";
import { failedIn, workflowIn } from "./support.ts";

test.each([
  ["discovery", 0, 0],
  ["planning", 1, 17],
  ["handoff_to_coder", 2, 33],
  ["implementation", 2, 33],
  ["handoff_to_tester", 3, 50],
  ["testing", 3, 50],
  ["handoff_to_verifier", 4, 67],
  ["verification", 4, 67],
  ["handoff_to_releaser", 5, 83],
  ["deployment", 5, 83],
  ["complete", 6, 100],
] as const)("in %s %d phases are completed, which is %d %%", (state, count, percent) => {
  expect(progress(workflowIn(state))).toEqual({ completed: phases.slice(0, count), fraction: count / 6, percent });
});

test.each([
  ["discovery", 0],
  ["handoff_to_coder", 1],
  ["testing", 3],
  ["handoff_to_verifier", 3],
  ["deployment", 5],
] as const)("after a failure in %s %d phases are completed", (state, count) => {
  expect(progress(failedIn(state)).completed).toEqual(phases.slice(0, count));
});
