import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextState, phases, states, type State } from "../../src/workflow/states.ts";
import { isTransition, transitionKind, transitions } from "../../src/workflow/transitions.ts";
import { statesBeforeComplete } from "./support.ts";

const steps: readonly (readonly [State, State])[] = [
  ["discovery", "planning"],
  ["planning", "handoff_to_coder"],
  ["handoff_to_coder", "implementation"],
  ["implementation", "handoff_to_tester"],
  ["handoff_to_tester", "testing"],
  ["testing", "handoff_to_verifier"],
  ["handoff_to_verifier", "verification"],
  ["verification", "handoff_to_releaser"],
  ["handoff_to_releaser", "deployment"],
  ["deployment", "complete"],
];

describe("the table of transitions", () => {
  test.each(steps)("%s steps to %s", (from, to) => {
    expect(transitionKind(from, to)).toBe("step");
    expect(nextState(from)).toBe(to);
  });

  test.each(["testing", "verification"] as const)("%s retries to implementation", (from) => {
    expect(transitionKind(from, "implementation")).toBe("retry");
  });

  test.each(statesBeforeComplete)("%s fails to error", (from) => {
    expect(transitionKind(from, "error")).toBe("fail");
  });

  test.each(phases)("error recovers to %s", (to) => {
    expect(transitionKind("error", to)).toBe("recover");
  });

  test("there are 28 and none is listed twice", () => {
    expect(transitions).toHaveLength(28);
    expect(new Set(transitions.map(({ from, to }) => `${from} ${to}`)).size).toBe(28);
  });

  test.each([
    ["discovery", "implementation"],
    ["planning", "implementation"],
    ["implementation", "testing"],
    ["testing", "planning"],
    ["deployment", "implementation"],
    ["complete", "error"],
    ["complete", "discovery"],
    ["error", "complete"],
    ["error", "handoff_to_coder"],
    ["error", "error"],
  ] as const)("%s does not go to %s", (from, to) => {
    expect(isTransition(from, to)).toBe(false);
    expect(transitionKind(from, to)).toBeNull();
  });

  test("a pair of states is a transition exactly if it is listed", () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.constantFrom(...states), (from, to) => {
        const listed = transitions.some((transition) => transition.from === from && transition.to === to);
        expect(isTransition(from, to)).toBe(listed);
      }),
    );
  });
});
