import { elapsedInState } from "./phase-records.ts";
import { isPhase } from "./states.ts";
import type { Workflow } from "./workflow.ts";

const hourMs = 3_600_000;

/**
 * Milliseconds that the present attempt at a phase may take; null where the rules set no limit. Handoff states count for no
 * phase: whoever gave the baton is done, and whoever gets it has not begun.
 */
export function allowedMs({ status, currentState, policy }: Workflow): number | null {
  if (status !== "open" || !isPhase(currentState)) return null;
  const hours = policy.limits.phaseHours[currentState];
  return hours === undefined ? null : hours * hourMs;
}

/** When the present phase will have taken too long; null where nothing limits it, or while its clock stands. */
export function deadlineOf(workflow: Workflow): Date | null {
  const allowed = allowedMs(workflow);
  if (allowed === null || workflow.hold !== null) return null;
  return new Date(workflow.stateEnteredAt.getTime() + workflow.stateHeldMs + allowed);
}

/** Milliseconds that a held phase has left once it goes on; null where it is not held or nothing limits it. */
export function leftOnHoldMs(workflow: Workflow): number | null {
  const allowed = allowedMs(workflow);
  if (allowed === null || workflow.hold === null) return null;
  return Math.max(0, allowed - elapsedInState(workflow, workflow.hold.at));
}
