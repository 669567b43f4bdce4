import { mayApprove } from "../approvals.ts";
import { checkMatcher } from "../check-patterns.ts";
import { standing } from "../check-standing.ts";
import { judgeChecks } from "../checks.ts";
import { isCreator } from "../deployments.ts";
import type { Check, Deployment, Evidence, Review } from "../evidence.ts";
import type { Discounted } from "../explanation.ts";
import type { Policy } from "../policy.ts";
import type { Workflow } from "../workflow.ts";

interface Given {
  readonly workflow: Workflow;
  readonly policy: Policy;
  readonly evidence: Evidence;
}

/** Verdicts on what the state waits for that are there and do not count. */
export function discountedVerdicts(given: Given): readonly Discounted[] {
  if (given.workflow.status !== "open") return [];
  switch (given.workflow.currentState) {
    case "testing":
      return discountedChecks(given);
    case "handoff_to_verifier":
    case "verification":
      return discountedReviews(given);
    case "handoff_to_releaser":
    case "deployment":
      return discountedDeployments(given);
    default:
      return [];
  }
}

function discountedChecks({ workflow, policy, evidence: { checks } }: Given): readonly Discounted[] {
  if (checks === null || checks.headSha !== workflow.headSha) return [];
  const { judged } = judgeChecks(checks, workflow, policy);
  const spent = judged.filter((run) => standing(run) === "failed" && workflow.failedRuns.includes(run.id));
  return [
    ...spent.map((run) => ofCheck(run, "had_its_effect")),
    ...checks.runs.filter((run) => isLookAlike(run, judged, policy)).map((run) => ofCheck(run, "other_app")),
  ];
}

/** Whether the name is one that the rules mean, of an App that they do not. */
function isLookAlike(run: Check, judged: readonly Check[], { testing: { checks: wanted } }: Policy): boolean {
  if (
    wanted === "all" ||
    judged.some(({ kind, app, name }) => run.kind === kind && run.app === app && run.name === name)
  )
    return false;
  return wanted.some(({ name }) => checkMatcher(name)(run.name));
}

function ofCheck({ name, url }: Check, because: Discounted["because"]): Discounted {
  return { kind: "check", name, url, because };
}

function discountedReviews({ workflow, policy, evidence: { reviews } }: Given): readonly Discounted[] {
  const verdicts = (reviews?.reviews ?? []).filter(
    ({ state }) => state === "approved" || state === "changes_requested",
  );
  // Whoever gave a verdict on the head has taken back what they said of an earlier commit.
  const onHead = new Set(verdicts.filter((each) => each.headSha === workflow.headSha).map((each) => each.reviewerId));
  return verdicts.flatMap((review): readonly Discounted[] => {
    if (review.headSha !== workflow.headSha) {
      return onHead.has(review.reviewerId) ? [] : [ofReview(review, "other_commit")];
    }
    if (!review.holdsRole) return [ofReview(review, "not_the_role")];
    if (review.state === "approved" && !mayApprove(review, workflow, policy)) return [ofReview(review, "same_person")];
    return workflow.failedRuns.includes(review.id) ? [ofReview(review, "had_its_effect")] : [];
  });
}

function ofReview({ reviewer, url }: Review, because: Discounted["because"]): Discounted {
  return { kind: "review", name: reviewer, url, because };
}

function discountedDeployments({ workflow, policy, evidence: { deployments } }: Given): readonly Discounted[] {
  if (policy.deployment.completeOn !== "deployment") return [];
  return (deployments?.deployments ?? []).flatMap((each) => {
    const because = whyNotDeployed(each, workflow, policy);
    return because === null ? [] : [{ kind: "deployment", name: each.environment, url: each.url, because }];
  });
}

function whyNotDeployed(
  { id, environment, creator, containsHead, state }: Deployment,
  { failedRuns }: Workflow,
  { deployment: wanted }: Policy,
): Discounted["because"] | null {
  if (wanted.environment !== null && environment !== wanted.environment) return "other_environment";
  if (wanted.creator !== null && !isCreator(creator, wanted.creator)) return "other_creator";
  if (!containsHead) return "other_commit";
  return state === "failure" && failedRuns.includes(id) ? "had_its_effect" : null;
}
