import { isBefore, phases, states, type State } from "./states.ts";

export type TransitionKind = "step" | "retry" | "fail" | "recover";

export interface Transition {
  readonly from: State;
  readonly to: State;
  readonly kind: TransitionKind;
}

const line = states.filter((state) => state !== "error");

/** The 28 legal transitions; there are no others. Resets (rollback and push) are no transitions and not listed. */
export const transitions: readonly Transition[] = [
  ...line.slice(1).map((to, index) => ({ from: line[index] as State, to, kind: "step" as const })),
  { from: "testing", to: "implementation", kind: "retry" },
  { from: "verification", to: "implementation", kind: "retry" },
  ...line
    .filter((state) => isBefore(state, "complete"))
    .map((from) => ({ from, to: "error" as const, kind: "fail" as const })),
  ...phases.map((to) => ({ from: "error" as const, to, kind: "recover" as const })),
];

export function isTransition(from: State, to: State): boolean {
  return transitionKind(from, to) !== null;
}

/** What going from one state to the other is called; null where that is no transition. */
export function transitionKind(from: State, to: State): TransitionKind | null {
  return transitions.find((transition) => transition.from === from && transition.to === to)?.kind ?? null;
}
