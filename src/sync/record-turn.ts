import { renderTurn } from "../report/render-turn.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { recordCall } from "../store/outbox.ts";
import type { Turn } from "./context.ts";

/**
 * Notes that the turn of the current state was called, with the comment that tells of it where one is due. Only the state
 * that the workflow is in is called: those it went through in between are past. While the work is held nobody is called; who
 * gets it is called when it goes on.
 */
export async function recordTurn(turn: Turn, { newest }: LoadedPull): Promise<void> {
  if (newest === null || newest.calledSeq >= newest.workflow.stateSeq) return;
  const { workflow } = newest;
  if (workflow.hold !== null) return;
  const text = renderTurn(workflow);
  await recordCall(turn.context.world.db, {
    ...turn.lease,
    workflowId: workflow.id,
    stateSeq: workflow.stateSeq,
    body: text === null ? null : { text },
  });
}
