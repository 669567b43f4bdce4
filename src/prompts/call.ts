import type { PhaseResult } from "../workflow/phase-results.ts";
import type { Role } from "../workflow/roles.ts";
import type { HandoffState, Phase } from "../workflow/states.ts";

/** One thing to ask of Baton about a workflow: as a tool of MCP, and as a request to the HTTP API. */
export interface Call {
  readonly tool: string;
  readonly method: "GET" | "POST";
  /** What follows the address of the workflow. */
  readonly path: string;
  /** The body; the tool takes the same, and the workflow's id. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** It means the same however often it is said, and each time counts: no key makes one out of two. */
  readonly isRepeatable?: true;
}

/** Takes the baton that is in the air. Over HTTP it is an advance. */
export function acceptCall(role: Role, state: HandoffState): Call {
  return { tool: "accept_handoff", method: "POST", path: "/advance", fields: { role, completed_state: state } };
}

/** Says that the role is at work, and takes the phase on where nobody has it. */
export function heartbeatCall(role: Role): Call {
  return { tool: "heartbeat", method: "POST", path: "/heartbeat", fields: { role }, isRepeatable: true };
}

interface Completion {
  readonly role: Role;
  readonly phase: Phase;
  /** Undefined where whoever reads the call knows what belongs there. */
  readonly result?: PhaseResult;
  readonly headSha: string;
  /** The number of the claim on the phase; left out where nobody has it, or it is not known. */
  readonly fence?: number | undefined;
}

/** Completes a phase with its result. */
export function completeCall({ role, phase, result, headSha, fence }: Completion): Call {
  const given = result === undefined ? {} : { phase_result: result };
  const claim = fence === undefined ? {} : { fence };
  const fields = { role, completed_state: phase, ...given, head_sha: headSha, ...claim };
  return { tool: "advance_workflow", method: "POST", path: "/advance", fields };
}

/** Sends the work back to implementation. */
export function retryCall(reason: string): Call {
  return { tool: "request_retry", method: "POST", path: "/request-retry", fields: { reason } };
}

/** Gives up for now: the workflow goes to error. */
export function failCall(role: Role, phase: Phase, reason: string): Call {
  const fields = { role, completed_state: phase, next_state: "error", notes: reason };
  return { tool: "advance_workflow", method: "POST", path: "/advance", fields };
}

/** Says where the workflow is, and what is expected of whom. */
export const statusCall: Call = { tool: "get_workflow_status", method: "GET", path: "/status", fields: {} };
