import { refOf } from "../actor.ts";
import { isSameActor, lacksMaintain } from "../authority.ts";
import { renewedClaim } from "../claims.ts";
import type { Decision } from "../decision.ts";
import { heldInState } from "../phase-records.ts";
import { moved, refuse, type Context } from "./context.ts";

/** Lets a held workflow go on. Who holds it may, and whoever maintains the repository. */
export function unhold(context: Context<"unhold">): Decision {
  const { workflow, intent, now } = context;
  const { by } = intent;
  if (workflow.hold === null) return refuse(context, "not_held");
  const lack = isSameActor(workflow.hold.by, by) ? null : lacksMaintain(by);
  if (lack !== null) return refuse(context, lack.reason, lack.missing);
  const stateHeldMs = heldInState(workflow, now);
  const data = { state: workflow.currentState, held_since: workflow.hold.at.toISOString() };
  // Whoever has the phase had no reason to be heard of meanwhile.
  const claim = renewedClaim(workflow, now);
  const resumed = { ...workflow, hold: null, stateHeldMs, claim };
  return moved(context, resumed, [{ event: { type: "unheld", by: refOf(by), data }, handoff: null }]);
}
