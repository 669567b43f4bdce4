import { refOf } from "../actor.ts";
import { lacksWrite } from "../authority.ts";
import type { Decision } from "../decision.ts";
import { missingUnhold, moved, refuse, type Context } from "./context.ts";

/** Stops the workflow where it is. A flag beside the state, so that nothing is lost when it goes on. */
export function hold(context: Context<"hold">): Decision {
  const { workflow, intent, now } = context;
  const { by, reason } = intent;
  const lack = lacksWrite(by);
  if (lack !== null) return refuse(context, lack.reason, lack.missing);
  if (workflow.hold !== null) return refuse(context, "already_held", [missingUnhold(workflow.hold)]);
  const held = { ...workflow, hold: { by: refOf(by), reason, at: now } };
  const data = { state: workflow.currentState, reason };
  return moved(context, held, [{ event: { type: "held", by: refOf(by), data }, handoff: null }]);
}
