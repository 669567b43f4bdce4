import type { Missing } from "./decision.ts";
import type { PullEvidence } from "./evidence.ts";
import { isBefore, type State } from "./states.ts";
import type { Workflow } from "./workflow.ts";

type Placed = Pick<Workflow, "headSha" | "baseRef">;

/** Whether the pull request has another head or base than the workflow knows. Another base counts as a push. */
export function hasMovedOn(workflow: Placed, pull: Placed): boolean {
  return pull.headSha !== workflow.headSha || pull.baseRef !== workflow.baseRef;
}

/** Whether forward moves from a state are judged by what is on the head, which must be read before. */
export function dependsOnHead(state: State): boolean {
  return state !== "error" && !isBefore(state, "testing");
}

/** What is wrong with judging this head; null when it is the workflow's. */
export function lacksHead(workflow: Workflow, judged: string | null, pull: PullEvidence | null): Missing | null {
  if (judged !== null && judged !== workflow.headSha) return { kind: "head", current: workflow.headSha };
  if (pull === null || !dependsOnHead(workflow.currentState) || !hasMovedOn(workflow, pull)) return null;
  return { kind: "head", current: pull.headSha };
}
