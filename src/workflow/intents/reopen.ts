import { refOf } from "../actor.ts";
import type { Decision } from "../decision.ts";
import { recordResume } from "../phase-records.ts";
import { moved, refuse, type Context } from "./context.ts";

/** Resumes a workflow where it was when its pull request was closed. The time in between counts for no phase. */
export function reopen(context: Context<"reopen">): Decision {
  const { workflow, intent, now } = context;
  if (workflow.status === "open") return refuse(context, "already_open");
  if (workflow.cancelledBy !== "closed") return refuse(context, "finished");
  const phaseRecords = recordResume(workflow, now);
  const resumed = { stateEnteredAt: now, stateHeldMs: 0, phaseRecords };
  const reopened = { ...workflow, status: "open", cancelledBy: null, ...resumed } as const;
  const event = { type: "reopened", by: refOf(intent.by), data: { state: workflow.currentState } } as const;
  return moved(context, reopened, [{ event, handoff: null }]);
}
