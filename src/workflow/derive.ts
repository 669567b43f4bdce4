import type { Derived, Deriving } from "./facts/derived.ts";
import { factOfPull } from "./facts/fact-of-pull.ts";
import { factOfChecks } from "./facts/fact-of-checks.ts";
import { factOfDeployments } from "./facts/fact-of-deployments.ts";
import { factOfReviews } from "./facts/fact-of-reviews.ts";

/**
 * The next thing that follows from what was read of GitHub. The pull request itself comes first, because everything else
 * is judged against its head. Never an intent that `decide` would refuse on the same evidence.
 */
export function deriveIntent(deriving: Deriving): Derived {
  const { workflow, evidence } = deriving;
  const { pull } = evidence;
  if (pull === null) return nothing;
  const fact = factOfPull(workflow, pull);
  if (fact !== null) return { intent: fact, lookAgainAt: null };
  if (workflow.status !== "open" || workflow.hold !== null) return nothing;
  switch (workflow.currentState) {
    case "testing":
      return evidence.checks === null ? nothing : factOfChecks(deriving, evidence.checks);
    case "handoff_to_verifier":
    case "verification":
      return evidence.reviews === null ? nothing : factOfReviews(deriving, evidence.reviews, pull);
    case "handoff_to_releaser":
    case "deployment":
      return evidence.deployments === null ? nothing : factOfDeployments(deriving, evidence.deployments);
    default:
      return nothing;
  }
}

const nothing: Derived = { intent: null, lookAgainAt: null };
