import { phaseResultSchemas } from "../../workflow/phase-results.ts";
import { handoffStates } from "../../workflow/states.ts";
import type { Schema } from "./operation.ts";

/** A tool of MCP: an operation of the HTTP API by another name, told for agents. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly operationId: string;
  /** The arguments that it takes; all of the operation's unless given. */
  readonly takes?: readonly string[];
  /** What an argument is told to be beyond what the operation says of it. */
  readonly narrows?: Readonly<Record<string, Schema>>;
  readonly kind: "reads" | "moves" | "takes back";
  /** It may be called again at will, and each time counts. */
  readonly isRepeatable?: true;
}

const results = Object.entries(phaseResultSchemas)
  .map(([phase, { shape }]) => `${phase}: ${Object.keys(shape).join(", ")}`)
  .join("; ");

export const tools: readonly Tool[] = [
  {
    name: "list_my_work",
    title: "List my work",
    description:
      "The open workflows in which it is the turn of one of your roles. `standing` says how: work (you have it), accept (a handoff waits for you), recover (your phase failed). Begin here.",
    operationId: "listWork",
    kind: "reads",
  },
  {
    name: "get_context",
    title: "Get prompt and context",
    description:
      "What a role needs to work on a workflow: `system_prompt` (what the role does, its limits, its calls), `context_message` (where the workflow is, what is expected, what others handed on, marked as untrusted data) and `handoff_data`. Read it before you begin, and again after accepting.",
    operationId: "getContext",
    kind: "reads",
  },
  {
    name: "start_workflow",
    title: "Start a workflow",
    description:
      "Starts a workflow on an open pull request that has none under way: on `pull_number`, or on that of a `branch` or of an `issue_number` with its branch, for which a draft is opened if there is none. It begins in discovery.",
    operationId: "startWorkflow",
    kind: "moves",
  },
  {
    name: "accept_handoff",
    title: "Accept a handoff",
    description:
      "Takes the baton that is in the air, and the phase that follows: the answer's `claim` is yours, with its `fence`. `completed_state` is the handoff state, `role` the one that receives. Then ask for the context again.",
    operationId: "advanceWorkflow",
    takes: ["workflow_id", "role", "completed_state", "notes"],
    narrows: { completed_state: { enum: handoffStates } },
    kind: "moves",
  },
  {
    name: "advance_workflow",
    title: "Complete a state",
    description:
      "Completes the current phase with its result and hands the work on. `next_state: error` fails the phase instead, with `notes` as the reason.",
    operationId: "advanceWorkflow",
    narrows: {
      phase_result: { description: `What the phase hands on, at most 256 KiB. Known keys, by phase: ${results}.` },
    },
    kind: "moves",
  },
  {
    name: "heartbeat",
    title: "Say that you are at work",
    description:
      "Renews your lease on the phase, and takes it on where nobody has it. Call it at least every ten minutes while you work; every other call about the workflow counts as well. The answer's `fence` is the number of your claim: give it with what you hand on.",
    operationId: "heartbeat",
    kind: "moves",
    isRepeatable: true,
  },
  {
    name: "request_retry",
    title: "Send the work back",
    description:
      "From testing or verification back to implementation, with everything that must be mended in one reason; in error, takes up the phase that failed again.",
    operationId: "requestRetry",
    kind: "moves",
  },
  {
    name: "rollback_workflow",
    title: "Roll back",
    description:
      "Takes the workflow back to an earlier state that it has been in. Needs a token with the scope operator.",
    operationId: "rollbackWorkflow",
    kind: "takes back",
  },
  {
    name: "get_workflow_status",
    title: "Get the status",
    description: "Where a workflow is, how far it has come, who has to do what until when, and its last handoffs.",
    operationId: "getWorkflowStatus",
    kind: "reads",
  },
  {
    name: "get_workflow_history",
    title: "Get the history",
    description: "Every handoff of a workflow, oldest first, with all that was passed on. In pages.",
    operationId: "getWorkflowHistory",
    kind: "reads",
  },
  {
    name: "get_handoff",
    title: "Get a handoff",
    description: "One handoff, with all that was passed on; the last one unless `seq` names another.",
    operationId: "getHandoff",
    kind: "reads",
  },
  {
    name: "explain",
    title: "Explain why it does not move",
    description: "Why a workflow does not move, what is missing, and who can do what about it. Ask it before you wait.",
    operationId: "explainWorkflow",
    kind: "reads",
  },
  {
    name: "get_project_stats",
    title: "Get statistics",
    description:
      "How a repository's workflows went in a window of time: counts, success, durations, retries, handoffs, what was completed each week.",
    operationId: "getProjectStats",
    kind: "reads",
  },
  {
    name: "get_owner_stats",
    title: "Get an owner's statistics",
    description:
      "The same of all repositories of a user or an organization that your token is good for, taken together.",
    operationId: "getOwnerStats",
    kind: "reads",
  },
];
