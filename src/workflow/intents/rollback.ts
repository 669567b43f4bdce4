import { lacksMaintain } from "../authority.ts";
import type { Decision } from "../decision.ts";
import { enterState } from "../enter-state.ts";
import { canRollBackTo } from "../recovery.ts";
import { moved, refuse, type Context } from "./context.ts";

/** Resets the workflow to an earlier state. What is merged cannot be taken back. */
export function rollback(context: Context<"rollback">): Decision {
  const { workflow, intent, now } = context;
  const { by, at, target, reason } = intent;
  const lack = lacksMaintain(by);
  if (lack !== null) return refuse(context, lack.reason, lack.missing);
  if (workflow.mergedAt !== null) return refuse(context, "merged");
  if (!canRollBackTo(target, workflow)) return refuse(context, "not_earlier");
  const setback = { reason, findings: [] };
  const said = { by, at, now, notes: reason };
  const entered = enterState(workflow, { to: target, kind: "reset", event: "rolled_back", ...said, setback });
  return moved(context, entered.workflow, [entered.move]);
}
