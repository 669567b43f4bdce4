import type { Role } from "./roles.ts";

/** The twelve states, in the order in which a build passes through them; `error` stands beside the line. */
export const states = [
  "discovery",
  "planning",
  "handoff_to_coder",
  "implementation",
  "handoff_to_tester",
  "testing",
  "handoff_to_verifier",
  "verification",
  "handoff_to_releaser",
  "deployment",
  "complete",
  "error",
] as const;

export type State = (typeof states)[number];

/** The six states in which somebody works. */
export const phases = [
  "discovery",
  "planning",
  "implementation",
  "testing",
  "verification",
  "deployment",
] as const satisfies readonly State[];

export type Phase = (typeof phases)[number];

/** The four states in which the baton is in the air between two roles. */
export const handoffStates = [
  "handoff_to_coder",
  "handoff_to_tester",
  "handoff_to_verifier",
  "handoff_to_releaser",
] as const satisfies readonly State[];

export type HandoffState = (typeof handoffStates)[number];

/** What is true of a state whatever the workflow: who has the work, who has it next, and what is going on. */
export interface StateFacts {
  readonly holder: Role | null;
  readonly nextRole: Role | null;
  readonly description: string;
}

export const stateFacts: Readonly<Record<State, StateFacts>> = {
  discovery: {
    holder: "q_assistant",
    nextRole: "q_assistant",
    description: "Q Assistant is gathering requirements",
  },
  planning: {
    holder: "q_assistant",
    nextRole: "q_assistant",
    description: "Q Assistant is creating implementation plan",
  },
  handoff_to_coder: {
    holder: "q_assistant",
    nextRole: "code_writer",
    description: "Q Assistant is handing off to Code Writer",
  },
  implementation: {
    holder: "code_writer",
    nextRole: "code_writer",
    description: "Code Writer is implementing the solution",
  },
  handoff_to_tester: {
    holder: "code_writer",
    nextRole: "test_auditor",
    description: "Code Writer is handing off to Test Auditor",
  },
  testing: {
    holder: "test_auditor",
    nextRole: "test_auditor",
    description: "Test Auditor is validating the code",
  },
  handoff_to_verifier: {
    holder: "test_auditor",
    nextRole: "verification_overseer",
    description: "Test Auditor is handing off to Verification Overseer",
  },
  verification: {
    holder: "verification_overseer",
    nextRole: "verification_overseer",
    description: "Verification Overseer is checking for issues",
  },
  handoff_to_releaser: {
    holder: "verification_overseer",
    nextRole: "release_manager",
    description: "Verification Overseer is handing off to Release Manager",
  },
  deployment: {
    holder: "release_manager",
    nextRole: "release_manager",
    description: "Release Manager is deploying to production",
  },
  complete: {
    holder: "release_manager",
    nextRole: null,
    description: "Build is complete and live in production",
  },
  error: { holder: null, nextRole: null, description: "Workflow encountered an error" },
};

export function isPhase(state: State): state is Phase {
  return (phases as readonly State[]).includes(state);
}

export function isHandoffState(state: State): state is HandoffState {
  return (handoffStates as readonly State[]).includes(state);
}

/** The phase a state belongs to: a handoff state counts as its giver's. Null for `complete` and `error`. */
export function phaseOf(state: State): Phase | null {
  if (isPhase(state)) return state;
  if (!isHandoffState(state)) return null;
  return states[states.indexOf(state) - 1] as Phase;
}

/** The state that follows on the way forward; null at the end of the line and in `error`. */
export function nextState(state: State): State | null {
  if (state === "complete" || state === "error") return null;
  return states[states.indexOf(state) + 1] as State;
}

/** Whether `a` comes before `b` on the line. `error` is not on the line: nothing is before or after it. */
export function isBefore(a: State, b: State): boolean {
  if (a === "error" || b === "error") return false;
  return states.indexOf(a) < states.indexOf(b);
}
