import { renderMention } from "../report/render-mention.ts";
import type { CallDraft } from "../store/outbox.ts";
import { callId } from "../store/turn-call.ts";
import type { TurnCall } from "../workflow/turn-call.ts";
import type { Workflow } from "../workflow/workflow.ts";

/** What is kept of a call until it is made: everything that goes out, as it was when the turn began. */
export function draftCall(workflow: Workflow, due: TurnCall, publicUrl: string | null): CallDraft {
  const { role, call } = due;
  const called = { role, call };
  switch (call.way) {
    case "mention":
      return { kind: "turn", body: { called, text: renderMention(workflow, call.names) } };
    case "request_review":
      return { kind: "review_request", body: { called, names: [...call.users, ...call.teams] } };
    case "actions_workflow":
      return { kind: "dispatch", body: { called, file: call.file, inputs: inputsOf(workflow, due, publicUrl) } };
  }
}

/** GitHub hands inputs on as texts. All of them are always there, because a file must declare what it is given. */
function inputsOf(workflow: Workflow, { role, phase, attempt }: TurnCall, publicUrl: string | null) {
  return {
    workflow_id: workflow.id,
    role,
    phase,
    attempt: String(attempt),
    head_sha: workflow.headSha,
    pull_number: String(workflow.pullNumber),
    call_id: callId(workflow),
    api_url: publicUrl === null ? "" : `${publicUrl}/api`,
  };
}
