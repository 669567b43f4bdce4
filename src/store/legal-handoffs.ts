import { canRollBackTo } from "../workflow/recovery.ts";
import { states } from "../workflow/states.ts";
import { transitions } from "../workflow/transitions.ts";

/** Every change of state that there is, as `<kind> <from> <to>`: the 28 transitions, and the resets of rollbacks and pushes. */
export const legalHandoffs: readonly string[] = [
  ...transitions.map(({ kind, from, to }) => `${kind} ${from} ${to}`),
  ...states.flatMap((from) => states.filter((to) => isReset(from, to)).map((to) => `reset ${from} ${to}`)),
];

/** A push goes back to testing, which a rollback can as well. What is complete is not taken back. */
function isReset(from: (typeof states)[number], to: (typeof states)[number]): boolean {
  const errorFrom = from === "error" ? "deployment" : null;
  return from !== "complete" && canRollBackTo(to, { currentState: from, errorFrom });
}
