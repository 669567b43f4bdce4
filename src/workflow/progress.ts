import { recoverLimit } from "./recovery.ts";
import { isBefore, phases, type Phase } from "./states.ts";
import type { Workflow } from "./workflow.ts";

export interface Progress {
  readonly completed: readonly Phase[];
  /** Completed phases of six, 0 to 1. */
  readonly fraction: number;
  /** The same as a whole number, 0 to 100. */
  readonly percent: number;
}

/** How far a workflow has come: the phases before the current one, or before the one that failed. */
export function progress(workflow: Pick<Workflow, "currentState" | "errorFrom">): Progress {
  const front = workflow.errorFrom === null ? workflow.currentState : recoverLimit(workflow);
  const completed = phases.filter((phase) => isBefore(phase, front));
  const fraction = completed.length / phases.length;
  return { completed, fraction, percent: Math.round(fraction * 100) };
}
