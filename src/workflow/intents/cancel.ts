import { refOf } from "../actor.ts";
import { lacksMaintain } from "../authority.ts";
import type { Decision } from "../decision.ts";
import { recordLeave } from "../phase-records.ts";
import { moved, refuse, type Context } from "./context.ts";

/** Ends the workflow for good: somebody asks for it, or GitHub no longer lets Baton into the repository. */
export function cancel(context: Context<"cancel">): Decision {
  const { workflow, intent, now } = context;
  const { by, reason } = intent;
  const lack = lacksMaintain(by);
  if (lack !== null) return refuse(context, lack.reason, lack.missing);
  const phaseRecords = recordLeave(workflow, now, null);
  const cancelledBy = by.kind === "github" ? "no_access" : "command";
  const cancelled = { ...workflow, status: "cancelled", cancelledBy, phaseRecords, hold: null, claim: null } as const;
  const data = { state: workflow.currentState, reason };
  return moved(context, cancelled, [{ event: { type: "cancelled", by: refOf(by), data }, handoff: null }]);
}
