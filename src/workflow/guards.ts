import { judgeReviews } from "./approvals.ts";
import type { Actor } from "./actor.ts";
import { isFact } from "./authority.ts";
import { judgeChecks } from "./checks.ts";
import type { Missing, RefusalReason } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import { verdictKeys, type PhaseResult } from "./phase-results.ts";
import type { Policy } from "./policy.ts";
import type { Phase } from "./states.ts";
import type { Workflow } from "./workflow.ts";

/** Something that forbids to complete a phase; maintainers may force past it. */
export interface Block {
  readonly reason: Extract<RefusalReason, "checks_missing" | "approvals_missing" | "draft" | "negative_result">;
  readonly missing: readonly Missing[];
}

export interface Leaving {
  readonly phase: Phase;
  readonly by: Actor;
  readonly result: PhaseResult | null;
  readonly workflow: Workflow;
  readonly policy: Policy;
  readonly evidence: Evidence;
}

/** What forbids to leave a phase on the way forward; empty when nothing does. What was not read is not there. */
export function blocksToLeave(leaving: Leaving): readonly Block[] {
  return [resultBlock(leaving), checksBlock(leaving), draftBlock(leaving), approvalsBlock(leaving)].filter(
    (block) => block !== null,
  );
}

function resultBlock({ phase, result }: Leaving): Block | null {
  const key = verdictKeys[phase];
  if (key === undefined || result?.[key] !== false) return null;
  return { reason: "negative_result", missing: [{ kind: "positive_result", key }] };
}

function checksBlock({ phase, by, workflow, policy, evidence }: Leaving): Block | null {
  if (phase !== "testing") return null;
  const { verdict, missing } = judgeChecks(evidence.checks, workflow, policy);
  // Where nothing tests, somebody has to say that the tests are done.
  if (verdict === "passed" || (verdict === "none" && !isFact(by))) return null;
  return { reason: "checks_missing", missing };
}

function draftBlock({ phase, evidence }: Leaving): Block | null {
  if (phase !== "verification" || evidence.pull?.draft === false) return null;
  return { reason: "draft", missing: [{ kind: "ready_for_review" }] };
}

function approvalsBlock({ phase, workflow, policy, evidence }: Leaving): Block | null {
  if (phase !== "verification" || policy.verification.approvals === 0) return null;
  const { isApproved, have, need, changesRequested } = judgeReviews(evidence.reviews, workflow, policy);
  if (isApproved) return null;
  const changesRequestedBy = changesRequested.map((review) => review.reviewer);
  return { reason: "approvals_missing", missing: [{ kind: "approvals", have, need, changesRequestedBy }] };
}
