import { lacksRole, rolesToFail } from "../authority.ts";
import { lacksClaimToStop } from "../claims.ts";
import type { Decision } from "../decision.ts";
import { enterState } from "../enter-state.ts";
import { moved, refuse, type Context } from "./context.ts";

/** Gives the work up for now. The workflow stays open, to be recovered. */
export function fail(context: Context<"fail">): Decision {
  const { workflow, intent, now } = context;
  const { by, at, reason, findings = [] } = intent;
  if (workflow.currentState === "error") return refuse(context, "not_reachable");
  const lack = lacksRole(by, rolesToFail(workflow.currentState));
  if (lack !== null) return refuse(context, lack.reason, lack.missing);
  const claim = lacksClaimToStop(workflow, intent);
  if (claim !== null) return refuse(context, claim.reason, claim.missing);
  const setback = { reason, findings };
  const said = { by, at, now, notes: reason };
  const entered = enterState(workflow, { to: "error", kind: "fail", event: "failed", ...said, setback });
  return moved(context, entered.workflow, [entered.move]);
}
