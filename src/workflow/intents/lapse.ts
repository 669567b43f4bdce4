import { refOf } from "../actor.ts";
import { lapsesMax, leaseEnd } from "../claims.ts";
import type { Decision } from "../decision.ts";
import { enterState } from "../enter-state.ts";
import { failReasons } from "../fail-reasons.ts";
import { moved, refuse, type Context } from "./context.ts";

/**
 * Takes a phase from whoever has not been heard of in time. It is another turn of the same state, for which the role is called
 * again; after the last of them the workflow ends in error.
 */
export function lapse(context: Context<"lapse">): Decision {
  const { workflow, intent, now } = context;
  const { claim, lapses, currentState, stateSeq } = workflow;
  const end = leaseEnd(workflow);
  if (claim === null || end === null || now < end) return refuse(context, "not_reachable");
  const data = { holder: claim.by.login, fence: claim.fence };
  if (lapses >= lapsesMax) {
    const setback = { reason: failReasons.claimsLapsed, findings: [] };
    const said = { by: intent.by, at: intent.at, now };
    const entered = enterState(workflow, { to: "error", kind: "fail", event: "failed", ...said, setback, data });
    return moved(context, entered.workflow, [entered.move]);
  }
  const free = { ...workflow, claim: null, lapses: lapses + 1, stateSeq: stateSeq + 1 };
  const event = { type: "claim_lapsed", by: refOf(intent.by), data: { state: currentState, ...data } } as const;
  return moved(context, free, [{ event, handoff: null }]);
}
