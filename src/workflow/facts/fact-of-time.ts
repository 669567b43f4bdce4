import { batonActor } from "../actor.ts";
import { leaseEnd } from "../claims.ts";
import { deadlineOf } from "../deadline.ts";
import type { Workflow } from "../workflow.ts";
import type { Derived, Deriving } from "./derived.ts";
import { failReasons } from "../fail-reasons.ts";

/**
 * What follows from time alone: a phase that took longer than allowed fails, and whoever has it and was not heard of loses it. Asked only after everything that has happened
 * by now was applied, so that work which was done in time, but came to be known late, still counts.
 */
export function factOfTime({ workflow, now }: Deriving): Derived {
  const said = { by: batonActor, at: now };
  if (isPast(deadlineOf(workflow), now)) {
    return { intent: { kind: "fail", reason: failReasons.phaseTookTooLong, ...said }, lookAgainAt: null };
  }
  return { intent: isPast(leaseEnd(workflow), now) ? { kind: "lapse", ...said } : null, lookAgainAt: null };
}

/** When time alone moves the workflow; null where nothing is limited, or while it is held. */
export function movesByTimeAt(workflow: Workflow): Date | null {
  const ends = [deadlineOf(workflow), leaseEnd(workflow)].filter((end) => end !== null);
  return ends.length === 0 ? null : new Date(Math.min(...ends.map((end) => end.getTime())));
}

function isPast(end: Date | null, now: Date): boolean {
  return end !== null && now >= end;
}
