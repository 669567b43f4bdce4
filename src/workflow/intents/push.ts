import { refOf } from "../actor.ts";
import { renewedClaim } from "../claims.ts";
import type { Decision } from "../decision.ts";
import { enterState } from "../enter-state.ts";
import { hasMovedOn } from "../head.ts";
import { recordReturn, resultsBefore } from "../phase-records.ts";
import { staleFrom } from "../staleness.ts";
import { isBefore } from "../states.ts";
import type { Workflow } from "../workflow.ts";
import { moved, refuse, type Context } from "./context.ts";

/**
 * Follows the pull request to another head or base. What was verified is then no longer what would ship, so from
 * handoff_to_verifier on the workflow is reset to testing.
 */
export function push(context: Context<"push">): Decision {
  const { workflow, intent, now } = context;
  const { by, at, headSha, baseRef } = intent;
  // A workflow keeps the head it was closed with, so that reopening it shows the difference, which then applies in full.
  if (workflow.cancelledBy === "closed") return refuse(context, "finished");
  if (!hasMovedOn(workflow, intent)) return refuse(context, "wrong_head", [{ kind: "head", current: headSha }]);
  // New commits are a sign of life of whoever has the phase.
  const claim = renewedClaim(workflow, now);
  const following = { ...workflow, headSha, baseRef, staleBefore: staleFrom(workflow, at), claim };
  const data = changeOf(workflow, intent);
  if (isReset(workflow)) {
    const setback = { reason: reasonOf(workflow, intent), findings: [] };
    const entry = { to: "testing", kind: "reset", event: "reset_by_push", by, at, now, setback, data } as const;
    const entered = enterState(following, entry);
    return moved(context, entered.workflow, [entered.move]);
  }
  const event = { type: "head_changed", by: refOf(by), data } as const;
  return moved(context, isLowered(workflow) ? lower(following) : following, [{ event, handoff: null }]);
}

function isReset({ status, currentState, mergedAt }: Workflow): boolean {
  return status === "open" && mergedAt === null && isBefore("testing", currentState);
}

/** In error, nothing later than testing may be recovered to. */
function isLowered({ status, errorFrom, mergedAt }: Workflow): boolean {
  return status === "open" && mergedAt === null && errorFrom !== null && isBefore("testing", errorFrom);
}

function lower(workflow: Workflow): Workflow {
  const { phaseRecords, results } = workflow;
  return {
    ...workflow,
    errorFrom: "testing",
    phaseRecords: recordReturn(phaseRecords, "testing"),
    results: resultsBefore(results, "testing"),
  };
}

type Head = Pick<Workflow, "headSha" | "baseRef">;

function changeOf(from: Head, to: Head): Readonly<Record<string, unknown>> {
  return { from_head: from.headSha, to_head: to.headSha, from_base: from.baseRef, to_base: to.baseRef };
}

function reasonOf(from: Head, to: Head): string {
  const what =
    from.headSha === to.headSha
      ? `The base branch changed from ${from.baseRef} to ${to.baseRef}`
      : `The head changed from ${from.headSha} to ${to.headSha}`;
  return `${what}, so what was tested is not what would ship.`;
}
