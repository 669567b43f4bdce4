import { batonActor } from "../actor.ts";
import { deadlineOf } from "../deadline.ts";
import type { Derived, Deriving } from "./derived.ts";
import { failReasons } from "../fail-reasons.ts";

/**
 * What follows from time alone: a phase that took longer than allowed fails. Asked only after everything that has happened
 * by now was applied, so that work which was done in time, but came to be known late, still counts.
 */
export function factOfTime({ workflow, now }: Deriving): Derived {
  const deadline = deadlineOf(workflow);
  if (deadline === null || now < deadline) return { intent: null, lookAgainAt: null };
  const reason = failReasons.phaseTookTooLong;
  return { intent: { kind: "fail", reason, by: batonActor, at: now }, lookAgainAt: null };
}
