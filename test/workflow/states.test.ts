import { describe, expect, test } from "vitest";
import { hasPermission, permissions, type Permission } from "../../src/workflow/actor.ts";
import { defaultPolicy } from "../../src/workflow/policy.ts";
import { roleNames, roles } from "../../src/workflow/roles.ts";
import {
  isBefore,
  isHandoffState,
  isPhase,
  nextState,
  phaseOf,
  stateFacts,
  states,
} from "../../src/workflow/states.ts";

const table = [
  ["discovery", "q_assistant", "q_assistant", "Q Assistant is gathering requirements"],
  ["planning", "q_assistant", "q_assistant", "Q Assistant is creating implementation plan"],
  ["handoff_to_coder", "q_assistant", "code_writer", "Q Assistant is handing off to Code Writer"],
  ["implementation", "code_writer", "code_writer", "Code Writer is implementing the solution"],
  ["handoff_to_tester", "code_writer", "test_auditor", "Code Writer is handing off to Test Auditor"],
  ["testing", "test_auditor", "test_auditor", "Test Auditor is validating the code"],
  [
    "handoff_to_verifier",
    "test_auditor",
    "verification_overseer",
    "Test Auditor is handing off to Verification Overseer",
  ],
  ["verification", "verification_overseer", "verification_overseer", "Verification Overseer is checking for issues"],
  [
    "handoff_to_releaser",
    "verification_overseer",
    "release_manager",
    "Verification Overseer is handing off to Release Manager",
  ],
  ["deployment", "release_manager", "release_manager", "Release Manager is deploying to production"],
  ["complete", "release_manager", null, "Build is complete and live in production"],
  ["error", null, null, "Workflow encountered an error"],
] as const;

describe("the table of states", () => {
  test.each(table)("%s is held by %s, next is %s: %s", (state, holder, nextRole, description) => {
    expect(stateFacts[state]).toEqual({ holder, nextRole, description });
  });

  test("names every state", () => {
    expect(table.map(([state]) => state)).toEqual(states);
  });

  test("the next role of a state holds the state that follows", () => {
    for (const state of states) {
      const next = nextState(state);
      if (next !== null) expect(stateFacts[next].holder).toBe(stateFacts[state].nextRole);
    }
  });

  test("a handoff state counts as its giver's phase", () => {
    expect(states.map((state) => [state, phaseOf(state)])).toEqual([
      ["discovery", "discovery"],
      ["planning", "planning"],
      ["handoff_to_coder", "planning"],
      ["implementation", "implementation"],
      ["handoff_to_tester", "implementation"],
      ["testing", "testing"],
      ["handoff_to_verifier", "testing"],
      ["verification", "verification"],
      ["handoff_to_releaser", "verification"],
      ["deployment", "deployment"],
      ["complete", null],
      ["error", null],
    ]);
  });

  test("a state is a phase, a handoff, complete or error, and never two of them", () => {
    const kinds = states.map((state) => [isPhase(state), isHandoffState(state), nextState(state) === null]);
    expect(kinds.every((kind) => kind.filter(Boolean).length === 1)).toBe(true);
  });

  test("error lies neither before nor after anything", () => {
    expect(states.filter((state) => isBefore("error", state) || isBefore(state, "error"))).toEqual([]);
    expect(isBefore("testing", "verification")).toBe(true);
    expect(isBefore("testing", "testing")).toBe(false);
    expect(isBefore("verification", "testing")).toBe(false);
  });
});

test("every role has a name that people read", () => {
  expect(roles.map((role) => roleNames[role])).toEqual([
    "Q Assistant",
    "Code Writer",
    "Test Auditor",
    "Verification Overseer",
    "Release Manager",
  ]);
});

function permissionsFrom(least: Permission): readonly Permission[] {
  return permissions.filter((permission) => hasPermission({ permission }, least));
}

test("a permission includes those below it", () => {
  expect(permissionsFrom("maintain")).toEqual(["maintain", "admin"]);
  expect(permissionsFrom("write")).toEqual(["write", "maintain", "admin"]);
  expect(permissionsFrom("none")).toEqual(permissions);
});

test("without rules only the tester's handoff is accepted automatically", () => {
  const automatic = roles.filter((role) => defaultPolicy.roles[role].accept === "automatic");
  expect(automatic).toEqual(["test_auditor"]);
});
