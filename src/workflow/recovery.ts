import { isBefore, phaseOf, type Phase, type State } from "./states.ts";
import type { Workflow } from "./workflow.ts";

/** The latest phase that a workflow in `error` can recover to: the one that failed. */
export function recoverLimit({ errorFrom }: Pick<Workflow, "errorFrom">): Phase {
  return (errorFrom === null ? null : phaseOf(errorFrom)) ?? "discovery";
}

/** Whether a rollback can go there: an earlier state, which has been visited since none is skipped on the way forward. */
export function canRollBackTo(target: State, workflow: Pick<Workflow, "currentState" | "errorFrom">): boolean {
  const { currentState, errorFrom } = workflow;
  if (currentState !== "error") return isBefore(target, currentState);
  return errorFrom !== null && (target === errorFrom || isBefore(target, errorFrom)) && target !== "error";
}
