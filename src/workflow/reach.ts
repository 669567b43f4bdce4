import type { Intent, Without } from "./intent.ts";
import { canRollBackTo, recoverLimit } from "./recovery.ts";
import { isBefore, isHandoffState, isPhase, nextState, type State } from "./states.ts";
import type { Workflow } from "./workflow.ts";

/** What moves a workflow from one state to another, without who says it and when. */
export type Step = Without<
  Extract<Intent, { kind: "advance" | "accept" | "retry" | "rollback" | "fail" }>,
  "by" | "at"
>;

/**
 * The one intent that brings a workflow into a state; null when it is there already or when none does. Whether it may is
 * left to `decide`, whose refusal says more than null.
 */
export function intentToReach(workflow: Workflow, target: State): Step | null {
  const { status, currentState } = workflow;
  if (status !== "open" || target === currentState) return null;
  if (target === "error") return { kind: "fail", reason: null };
  if (target === nextState(currentState)) return stepFrom(currentState);
  if (currentState === "error" && isPhase(target) && !isBefore(recoverLimit(workflow), target)) return retryTo(target);
  const isRetry = target === "implementation" && (currentState === "testing" || currentState === "verification");
  if (isRetry) return retryTo(null);
  return canRollBackTo(target, workflow) ? rollbackTo(target) : null;
}

function stepFrom(from: State): Step {
  if (isHandoffState(from)) return { kind: "accept", notes: null };
  return { kind: "advance", from, result: null, notes: null, force: false, headSha: null };
}

function retryTo(phase: Extract<Step, { kind: "retry" }>["phase"]): Step {
  return { kind: "retry", reason: null, phase, findings: [] };
}

function rollbackTo(target: State): Step {
  return { kind: "rollback", target, reason: null };
}
