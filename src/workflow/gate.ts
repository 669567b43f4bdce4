import { isBefore } from "./states.ts";
import type { Workflow } from "./workflow.ts";

/** Whether a workflow lets its pull request be merged: passed, or why it does not. */
export type GateStanding = "passed" | "waiting" | "held" | "error" | "cancelled" | "newer_commits";

/** How a workflow stands to the gate of its policy, on the head that the pull request has now. */
export function gateStanding(workflow: Workflow, headSha: string): GateStanding {
  const { status, currentState, hold, policy } = workflow;
  if (status === "cancelled") return "cancelled";
  if (workflow.headSha !== headSha) return "newer_commits";
  if (currentState === "error") return "error";
  if (hold !== null) return "held";
  return isBefore(policy.gate, currentState) ? "passed" : "waiting";
}
