import { progress } from "../workflow/progress.ts";
import { isHandoffState, isPhase, nextState, phaseOf, phases, type Phase } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";

/** How a phase stands: behind, at work, on its way to it, or ahead. */
export type PhaseStanding = "done" | "current" | "handed_over" | "held" | "failed" | "stopped" | "to_come";

export function phaseStandings(workflow: Workflow): Readonly<Record<Phase, PhaseStanding>> {
  const { completed } = progress(workflow);
  const front = frontPhase(workflow);
  return Object.fromEntries(
    phases.map((phase) => {
      if (completed.includes(phase)) return [phase, "done"];
      return [phase, phase === front ? frontStanding(workflow) : "to_come"];
    }),
  ) as Record<Phase, PhaseStanding>;
}

/** The phase that has the work, is about to get it, or failed with it; null once all are done. */
function frontPhase({ currentState, errorFrom }: Workflow): Phase | null {
  if (errorFrom !== null) return phaseOf(errorFrom);
  if (isHandoffState(currentState)) return nextState(currentState) as Phase;
  return isPhase(currentState) ? currentState : null;
}

function frontStanding({ status, currentState, hold }: Workflow): PhaseStanding {
  if (status === "cancelled") return "stopped";
  if (currentState === "error") return "failed";
  if (hold !== null) return "held";
  return isHandoffState(currentState) ? "handed_over" : "current";
}
