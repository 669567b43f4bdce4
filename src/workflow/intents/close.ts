import { refOf } from "../actor.ts";
import type { Decision } from "../decision.ts";
import { recordLeave } from "../phase-records.ts";
import { moved, refuse, type Context } from "./context.ts";

/** Cancels the workflow because its pull request was closed unmerged, until it is opened again. */
export function close(context: Context<"close">): Decision {
  const { workflow, intent, now } = context;
  if (workflow.status !== "open") return refuse(context, "finished");
  const phaseRecords = recordLeave(workflow, now, null);
  const closed = { ...workflow, status: "cancelled", cancelledBy: "closed", phaseRecords, claim: null } as const;
  const event = { type: "closed", by: refOf(intent.by), data: { state: workflow.currentState } } as const;
  return moved(context, closed, [{ event, handoff: null }]);
}
