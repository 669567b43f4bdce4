import { lacksRole, rolesToAdvance } from "../authority.ts";
import type { Decision } from "../decision.ts";
import { enterState } from "../enter-state.ts";
import { lacksHead } from "../head.ts";
import { isHandoffState, nextState } from "../states.ts";
import { moved, refuse, type Context } from "./context.ts";

/** Takes the baton out of the air: what `advance` does in a handoff state, and nothing elsewhere. */
export function accept(context: Context<"accept">): Decision {
  const { workflow, intent, evidence, now } = context;
  const { currentState } = workflow;
  const to = nextState(currentState);
  if (!isHandoffState(currentState) || to === null) {
    return refuse(context, "wrong_state", [{ kind: "state", expected: currentState }]);
  }
  const head = lacksHead(workflow, null, evidence.pull);
  if (head !== null) return refuse(context, "wrong_head", [head]);
  const lack = lacksRole(intent.by, rolesToAdvance(currentState));
  if (lack !== null) return refuse(context, lack.reason, lack.missing);
  if ((intent.result ?? null) !== null) return refuse(context, "result_in_handoff");
  const { by, at, notes } = intent;
  const entered = enterState(workflow, { to, kind: "step", event: "stepped", by, at, now, notes });
  return moved(context, entered.workflow, [entered.move]);
}
