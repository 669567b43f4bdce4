import type { RecordedEvent, RecordedHandoff } from "../report/report.ts";
import type { HandoffData } from "../workflow/decision.ts";
import type { workflowEvents, workflowHandoffs } from "./workflow-schema.ts";
import * as stored from "./stored-json.ts";

/** Reads a handoff. Data that retention dropped reads as what the columns still tell. */
export function toRecordedHandoff(row: typeof workflowHandoffs.$inferSelect): RecordedHandoff {
  const toState = stored.state.parse(row.toState);
  const dropped: HandoffData = {
    workflow_id: row.workflowId,
    current_phase: toState,
    handoff_timestamp: row.timestamp.toISOString(),
    previous_phase_output: null,
    instructions: "",
  };
  return {
    seq: row.seq,
    kind: stored.handoffKind.parse(row.kind),
    fromState: stored.state.parse(row.fromState),
    toState,
    fromRole: stored.role.nullable().parse(row.fromRole),
    toRole: stored.role.nullable().parse(row.toRole),
    data: (row.dataTransferred as HandoffData | null) ?? dropped,
    notes: row.notes,
    headSha: row.headSha,
    by: stored.actorRef.parse(row.actor),
    at: row.timestamp,
  };
}

/** Reads an event. Data that retention dropped reads as empty. */
export function toRecordedEvent(row: typeof workflowEvents.$inferSelect): RecordedEvent {
  return {
    seq: row.seq,
    type: stored.eventType.parse(row.eventType),
    by: stored.actorRef.parse(row.triggeredBy),
    cause: row.cause,
    data: stored.json.parse(row.eventData ?? {}),
    at: row.timestamp,
  };
}
