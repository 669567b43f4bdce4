import { refOf } from "../actor.ts";
import type { Decision, Move } from "../decision.ts";
import { enterState, type Entered } from "../enter-state.ts";
import { failReasons } from "../fail-reasons.ts";
import type { Workflow } from "../workflow.ts";
import { moved, refuse, type Context } from "./context.ts";

/**
 * Records that the pull request was merged, and what follows from it: verified work goes on to deployment, and is
 * complete where the rules say that merging deploys; anything else fails, because what shipped was not verified.
 */
export function merge(context: Context<"merge">): Decision {
  const { workflow, intent } = context;
  if (workflow.mergedAt !== null) return refuse(context, "merged");
  const { by, at, mergeSha } = intent;
  const data = { state: workflow.currentState, merge_sha: mergeSha };
  const moves: Move[] = [{ event: { type: "merged", by: refOf(by), data }, handoff: null }];
  let after: Workflow = { ...workflow, mergedAt: at };
  for (let next = follow(context, after); next !== null; next = follow(context, after)) {
    after = next.workflow;
    moves.push(next.move);
  }
  return moved(context, after, moves);
}

/** The next change that the merge brings about; null once nothing more follows from it. */
function follow({ intent, policy, now }: Context<"merge">, workflow: Workflow): Entered | null {
  const { by, at, mergeSha } = intent;
  const { status, currentState } = workflow;
  if (status !== "open" || currentState === "error") return null;
  const step = { kind: "step", event: "stepped", by, at, now } as const;
  if (currentState === "handoff_to_releaser") return enterState(workflow, { to: "deployment", ...step });
  if (currentState === "deployment") {
    if (policy.deployment.completeOn !== "merge") return null;
    const result = { deployment_successful: true, deployed_at: at.toISOString(), merge_sha: mergeSha };
    const results = { ...workflow.results, deployment: result };
    return enterState({ ...workflow, results }, { to: "complete", ...step });
  }
  const setback = { reason: failReasons.mergedEarly, findings: [] };
  return enterState(workflow, { to: "error", kind: "fail", event: "failed", by, at, now, setback });
}
