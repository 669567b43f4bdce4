import { rolesToAdvance, rolesToFail, rolesToRecover } from "./authority.ts";
import type { Allowed } from "./decision.ts";
import { recoverLimit } from "./recovery.ts";
import { isHandoffState, nextState, type State } from "./states.ts";
import type { Workflow } from "./workflow.ts";

/** What the machine would take now, and from whom. Guards may still ask for more. */
export function allowedIntents(workflow: Workflow): readonly Allowed[] {
  if (workflow.status !== "open") return [start];
  const { currentState, hold } = workflow;
  const always = [...rollback(workflow), ...fail(currentState), cancel];
  if (hold !== null) return [unhold, ...always];
  return [...forward(workflow), ...retry(currentState), ...always, holdIt];
}

/** What may be done where there is no workflow, or none that is open. */
export const start: Allowed = { intent: "start", target: "discovery", roles: [], permission: "write" };

const holdIt: Allowed = { intent: "hold", target: null, roles: [], permission: "write" };
const unhold: Allowed = { intent: "unhold", target: null, roles: [], permission: "maintain" };
const cancel: Allowed = { intent: "cancel", target: null, roles: [], permission: "maintain" };

function forward(workflow: Workflow): readonly Allowed[] {
  const { currentState } = workflow;
  if (currentState === "error") {
    const target = recoverLimit(workflow);
    return [{ intent: "retry", target, roles: rolesToRecover(target), permission: "maintain" }];
  }
  const step = { target: nextState(currentState), roles: rolesToAdvance(currentState), permission: null };
  const advance: Allowed = { intent: "advance", ...step };
  return isHandoffState(currentState) ? [{ intent: "accept", ...step }, advance] : [advance];
}

function retry(state: State): readonly Allowed[] {
  if (state !== "testing" && state !== "verification") return [];
  return [{ intent: "retry", target: "implementation", roles: rolesToAdvance(state), permission: null }];
}

function rollback({ currentState, mergedAt }: Workflow): readonly Allowed[] {
  if (mergedAt !== null || currentState === "discovery") return [];
  return [{ intent: "rollback", target: null, roles: [], permission: "maintain" }];
}

function fail(state: State): readonly Allowed[] {
  if (state === "error") return [];
  return [{ intent: "fail", target: "error", roles: rolesToFail(state), permission: null }];
}
