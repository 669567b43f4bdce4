import { githubActor } from "../actor.ts";
import type { PullEvidence } from "../evidence.ts";
import { hasMovedOn } from "../head.ts";
import type { Intent } from "../intent.ts";
import type { Workflow } from "../workflow.ts";

/**
 * What the pull request itself says, in the order in which it must have happened: only an open one can be pushed to or
 * merged, and a push before the merge means that what was merged is not what was verified.
 */
export function factOfPull(workflow: Workflow, pull: PullEvidence): Intent | null {
  const said = { by: githubActor, at: pull.readAt };
  if (workflow.cancelledBy === "closed") return pull.open || pull.merged ? { kind: "reopen", ...said } : null;
  if (hasMovedOn(workflow, pull)) {
    const { headSha, baseRef, headChangedAt, readAt } = pull;
    return { kind: "push", headSha, baseRef, by: githubActor, at: headChangedAt ?? readAt };
  }
  if (pull.merged && workflow.mergedAt === null) return { kind: "merge", mergeSha: pull.mergeSha, ...said };
  if (!pull.open && !pull.merged && workflow.status === "open") return { kind: "close", ...said };
  return null;
}
