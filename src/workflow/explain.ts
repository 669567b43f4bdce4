import { rolesToAdvance } from "./authority.ts";
import type { Evidence } from "./evidence.ts";
import { byItself } from "./explain/by-itself.ts";
import { discountedVerdicts } from "./explain/discounted-verdicts.ts";
import { missingNow } from "./explain/missing-now.ts";
import { waysNow } from "./explain/ways-now.ts";
import type { Explanation } from "./explanation.ts";
import type { Policy } from "./policy.ts";
import type { Workflow } from "./workflow.ts";

export interface Explaining {
  /** The newest workflow of the pull request; null before the first. */
  readonly workflow: Workflow | null;
  /** The workflow's own; the rules as they are now where there is none. */
  readonly policy: Policy;
  /** What starts a workflow by the rules as they are now; as `policy` says unless told. */
  readonly start?: Policy["start"];
  /** What was last read of GitHub. */
  readonly evidence: Evidence;
  readonly now: Date;
  /** When GitHub is read again without anything being heard of it; null: not before something is. */
  readonly looksAt?: Date | null;
}

/** Says why a workflow does not move, and who can do what about it. Pure and total. */
export function explain(explaining: Explaining): Explanation {
  const { workflow, evidence, policy, start = policy.start } = explaining;
  if (workflow === null) return { ...nothing, start, ways: waysNow({ workflow, evidence, missing: [] }) };
  const missing = missingNow({ ...explaining, workflow });
  return {
    standing: standingOf(workflow),
    workflowId: workflow.id,
    state: workflow.currentState,
    since: workflow.stateEnteredAt,
    headSha: workflow.headSha,
    hold: workflow.hold,
    claim: workflow.claim,
    errorReason: workflow.errorReason,
    roles: workflow.status === "open" ? rolesToAdvance(workflow.currentState) : [],
    missing,
    discounted: discountedVerdicts({ ...explaining, workflow }),
    ways: waysNow({ workflow, evidence, missing }),
    byItself: byItself({ ...explaining, workflow }),
    start,
  };
}

const nothing: Omit<Explanation, "start"> = {
  standing: "none",
  workflowId: null,
  state: null,
  since: null,
  headSha: null,
  hold: null,
  claim: null,
  errorReason: null,
  roles: [],
  missing: [],
  discounted: [],
  ways: [],
  byItself: [],
};

function standingOf({ status, currentState, cancelledBy, hold }: Workflow): Explanation["standing"] {
  if (status === "cancelled") return cancelledBy === "closed" ? "closed" : "cancelled";
  if (status === "complete") return "complete";
  if (hold !== null) return "held";
  return currentState === "error" ? "failed" : "waiting";
}
