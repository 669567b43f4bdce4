import { dependsOnHead } from "./head.ts";
import type { Intent } from "./intent.ts";
import type { Workflow } from "./workflow.ts";

/** What must be read from GitHub before something can be judged. */
export interface EvidenceNeeds {
  readonly pull: boolean;
  readonly checks: boolean;
  readonly reviews: boolean;
  readonly deployments: boolean;
}

/** What an intent must be judged on; without one, what the state of the workflow waits for. */
export function evidenceNeeds(workflow: Workflow | null, intent: Pick<Intent, "kind"> | null): EvidenceNeeds {
  if (intent === null) return workflow === null ? onlyPull : needsToListen(workflow);
  if (intent.kind === "start") return onlyPull;
  const isForward = intent.kind === "advance" || intent.kind === "accept";
  return workflow !== null && isForward ? needsToStep(workflow) : nothing;
}

const nothing: EvidenceNeeds = { pull: false, checks: false, reviews: false, deployments: false };
const onlyPull: EvidenceNeeds = { ...nothing, pull: true };

function needsToListen({ status, currentState, policy }: Workflow): EvidenceNeeds {
  if (status !== "open") return onlyPull;
  const { verification, deployment } = policy;
  const readsReviews = verification.approvals > 0 || verification.onChangesRequested !== "nothing";
  switch (currentState) {
    case "testing":
      return { ...onlyPull, checks: true };
    case "handoff_to_verifier":
    case "verification":
      return { ...onlyPull, reviews: readsReviews };
    case "handoff_to_releaser":
    case "deployment":
      return { ...onlyPull, deployments: deployment.completeOn === "deployment" };
    default:
      return onlyPull;
  }
}

function needsToStep({ status, currentState, policy }: Workflow): EvidenceNeeds {
  if (status !== "open" || !dependsOnHead(currentState)) return nothing;
  const checks = currentState === "testing";
  const reviews = currentState === "verification" && policy.verification.approvals > 0;
  return { ...onlyPull, checks, reviews };
}
