import { judgeReviews } from "../approvals.ts";
import type { Derived, Deriving } from "./derived.ts";
import type { PullEvidence, Review, ReviewsEvidence } from "../evidence.ts";
import type { Finding } from "../intent.ts";
import { acceptFirst, completeBy, cut, nameSome, setBackBy } from "./factual-intents.ts";

/** What the reviews say in verification, and of a handoff to it. */
export function factOfReviews(
  { workflow, policy, now }: Deriving,
  reviews: ReviewsEvidence,
  pull: PullEvidence,
): Derived {
  // GitHub answered for another commit than it did for the pull request: one of the answers was late.
  if (reviews.headSha !== workflow.headSha) return { intent: null, lookAgainAt: now };
  const at = reviews.readAt;
  const { isApproved, changesRequested } = judgeReviews(reviews, workflow, policy);
  const news = changesRequested.filter((review) => !workflow.failedRuns.includes(review.id));
  const reason = `Changes requested by ${nameSome(news.map((review) => review.reviewer))}`;
  const failure = { at, reason, findings: news.map(toFinding) };
  const back = news.length === 0 ? null : setBackBy(policy.verification.onChangesRequested, failure);
  const forward = isApproved && !pull.draft ? completeBy(at, { approved_for_deployment: true }) : null;
  return { intent: acceptFirst(workflow, at, back ?? forward), lookAgainAt: null };
}

const bodyLengthMax = 10_000;

function toFinding({ id, reviewer, url, body }: Review): Finding {
  const summary = body === null ? null : cut(body, bodyLengthMax);
  return { id, kind: "review", name: reviewer, outcome: "changes_requested", url, summary };
}
