import type { RecordedHandoff } from "../../report/report.ts";
import type { Token } from "../../store/tokens/token.ts";
import { isSameActor } from "../../workflow/authority.ts";
import { stateFacts } from "../../workflow/states.ts";
import type { Claim, Workflow } from "../../workflow/workflow.ts";
import { actorOf } from "./acting.ts";

/** A workflow in a list, in the words of the wire. */
export function toSummary(workflow: Workflow, token: Token) {
  return {
    workflow_id: workflow.id,
    build_id: workflow.buildId,
    project_id: workflow.projectId,
    pull_number: workflow.pullNumber,
    status: workflow.status,
    current_state: workflow.currentState,
    current_role: stateFacts[workflow.currentState].holder,
    claim: toClaim(workflow.claim, token),
    retries: workflow.retries,
    head_sha: workflow.headSha,
    created_at: workflow.createdAt.toISOString(),
    updated_at: workflow.updatedAt.toISOString(),
    completed_at: workflow.completedAt?.toISOString() ?? null,
  };
}

/** Who has a phase, as it is told to whoever calls. */
export function toClaim(claim: Claim | null, token: Token) {
  if (claim === null) return null;
  const { by, fence, expiresAt } = claim;
  const yours = isSameActor(by, actorOf(token));
  return { holder: by.login, yours, fence, expires_at: expiresAt?.toISOString() ?? null };
}

/** A handoff without what was passed on, which can be large. */
export function toHandoffSummary(handoff: Omit<RecordedHandoff, "data">) {
  return {
    seq: handoff.seq,
    kind: handoff.kind,
    from_state: handoff.fromState,
    to_state: handoff.toState,
    from_role: handoff.fromRole,
    to_role: handoff.toRole,
    notes: handoff.notes,
    head_sha: handoff.headSha,
    by: { ...handoff.by },
    timestamp: handoff.at.toISOString(),
  };
}

export function toHandoff(handoff: RecordedHandoff) {
  return { ...toHandoffSummary(handoff), data_transferred: handoff.data };
}
