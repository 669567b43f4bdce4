import { hasPermission } from "../actor.ts";
import { lacksRole, rolesToAdvance, rolesToRecover } from "../authority.ts";
import { lacksClaim, lacksClaimToStop } from "../claims.ts";
import type { Decision } from "../decision.ts";
import { enterState } from "../enter-state.ts";
import { failReasons } from "../fail-reasons.ts";
import { recoverLimit } from "../recovery.ts";
import { isBefore } from "../states.ts";
import { moved, refuse, type Context } from "./context.ts";

/** Sends the work back to implementation; in error, recovers to the phase that failed or to one before. */
export function retry(context: Context<"retry">): Decision {
  switch (context.workflow.currentState) {
    case "testing":
    case "verification":
      return sendBack(context);
    case "error":
      return recover(context);
    default:
      return refuse(context, "retry_not_here");
  }
}

function sendBack(context: Context<"retry">): Decision {
  const { workflow, intent, policy, now } = context;
  if (intent.phase !== null) return refuse(context, "phase_only_in_error");
  const lack = lacksRole(intent.by, rolesToAdvance(workflow.currentState));
  if (lack !== null) return refuse(context, lack.reason, lack.missing);
  const claim = lacksClaimToStop(workflow, intent);
  if (claim !== null) return refuse(context, claim.reason, claim.missing);
  const { by, at, reason, findings } = intent;
  const said = { by, at, now, notes: reason };
  if (workflow.retries >= policy.limits.retries) {
    const setback = { reason: failReasons.retryLimitReached, findings };
    const data = { retry_reason: reason, retries: workflow.retries };
    const entered = enterState(workflow, { to: "error", kind: "fail", event: "failed", ...said, setback, data });
    return moved(context, entered.workflow, [entered.move]);
  }
  const counted = { ...workflow, retries: workflow.retries + 1 };
  const data = { retries: counted.retries };
  const setback = { reason, findings };
  const entered = enterState(counted, {
    to: "implementation",
    kind: "retry",
    event: "retried",
    ...said,
    setback,
    data,
  });
  return moved(context, entered.workflow, [entered.move]);
}

function recover(context: Context<"retry">): Decision {
  const { workflow, intent, now } = context;
  // Nobody has the phase any more that failed, so whoever shows a number means what was before.
  const claim = lacksClaim(workflow, intent);
  if (claim !== null) return refuse(context, claim.reason, claim.missing);
  const latest = recoverLimit(workflow);
  const to = intent.phase ?? latest;
  if (isBefore(latest, to)) return refuse(context, "phase_too_late", [{ kind: "phase", latest }]);
  const lack = hasPermission(intent.by, "maintain") ? null : lacksRole(intent.by, rolesToRecover(to));
  if (lack !== null) {
    return refuse(context, lack.reason, [...lack.missing, { kind: "permission", least: "maintain" }]);
  }
  const { by, at, reason, findings } = intent;
  const setback = { reason: reason ?? workflow.errorReason, findings };
  const said = { by, at, now, notes: reason };
  const entered = enterState(workflow, { to, kind: "recover", event: "recovered", ...said, setback });
  return moved(context, entered.workflow, [entered.move]);
}
