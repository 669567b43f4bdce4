import type { Review, ReviewsEvidence } from "./evidence.ts";
import type { Policy } from "./policy.ts";
import type { Workflow } from "./workflow.ts";

export interface ReviewsJudgement {
  /** Whether the rules ask for approvals and all of them are there, with nobody against. */
  readonly isApproved: boolean;
  readonly have: number;
  readonly need: number;
  /** Requests for changes that stand: neither dismissed nor followed by an approval. */
  readonly changesRequested: readonly Review[];
}

type Judged = Pick<Workflow, "headSha" | "phaseRecords">;

/** Judges the reviews of the head by those who hold the role. A review of another commit than the head says nothing. */
export function judgeReviews(reviews: ReviewsEvidence | null, workflow: Judged, policy: Policy): ReviewsJudgement {
  const need = policy.verification.approvals;
  const verdicts = reviews === null ? [] : latestVerdicts(reviews.reviews, workflow.headSha);
  const changesRequested = verdicts.filter((review) => review.state === "changes_requested");
  const have = verdicts.filter((review) => review.state === "approved" && mayApprove(review, workflow, policy)).length;
  return { isApproved: need > 0 && have >= need && changesRequested.length === 0, have, need, changesRequested };
}

/**
 * The last verdict of each reviewer, of those who hold the role; a comment afterwards takes nothing back. A dismissed one is
 * none, and leaves none: what its reviewer said before it was already taken back by it.
 */
function latestVerdicts(reviews: readonly Review[], headSha: string): readonly Review[] {
  const latest = new Map<number, Review>();
  for (const review of reviews) {
    if (review.headSha !== headSha || review.state === "commented") continue;
    const other = latest.get(review.reviewerId);
    if (other === undefined || other.submittedAt <= review.submittedAt) latest.set(review.reviewerId, review);
  }
  return [...latest.values()].filter((review) => review.holdsRole && review.state !== "dismissed");
}

/** An approval completes verification, which separation of duties denies to whoever completed the implementation. */
export function mayApprove(review: Review, { phaseRecords }: Judged, policy: Policy): boolean {
  return !policy.separationOfDuties || phaseRecords.implementation?.completedBy?.id !== review.reviewerId;
}
