import { renderTurn } from "../report/render-turn.ts";
import { loadLastHandoff } from "../store/last-handoff.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { recordCall, type CallDraft } from "../store/outbox.ts";
import type { StoredWorkflow } from "../store/workflow-row.ts";
import { configuredCall, turnCall } from "../workflow/turn-call.ts";
import type { Turn } from "./context.ts";
import { draftCall } from "./draft-call.ts";

/**
 * Notes that the turn of the current state was called, with the call that the rules name or else the comment that tells of it
 * where one is due. Only the state that the workflow is in is called: those it went through in between are past. While the
 * work is held nobody is called; who gets it is called when it goes on.
 */
export async function recordTurn(turn: Turn, { newest }: LoadedPull): Promise<void> {
  if (newest === null || newest.calledSeq >= newest.workflow.stateSeq) return;
  const { id: workflowId, stateSeq, hold } = newest.workflow;
  if (hold !== null) return;
  const draft = await draftOf(turn, newest);
  await recordCall(turn.context.world.db, { ...turn.lease, workflowId, stateSeq, draft });
}

async function draftOf({ context }: Turn, { workflow, calledSeq }: StoredWorkflow): Promise<CallDraft | null> {
  if (configuredCall(workflow) !== null) {
    const due = turnCall(workflow, { last: await loadLastHandoff(context.world.db, workflow.id), calledSeq });
    if (due !== null) return draftCall(workflow, due, context.publicUrl);
  }
  const text = renderTurn(workflow);
  return text === null ? null : { kind: "turn", body: { text } };
}
