import { applyFacts } from "../orchestrator/apply-facts.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { wantAtWork } from "../store/want.ts";
import { noEvidence } from "../workflow/evidence.ts";
import { factOfTime, movesByTimeAt } from "../workflow/facts/fact-of-time.ts";
import type { Turn } from "./context.ts";

/**
 * Ends a phase that took longer than the rules allow, and the claim of whoever was not heard of in time. What GitHub shows
 * comes first: a webhook may have been lost that told of checks, approvals or a merge in time. Only where GitHub refuses to be
 * read is it not waited for. Returns whether something changed.
 */
export async function endOverdue(turn: Turn, pull: LoadedPull): Promise<boolean> {
  if (pull.newest === null) return false;
  const { world } = turn.context;
  const end = movesByTimeAt(pull.newest.workflow);
  if (end === null || world.now() < end) return false;
  const { lookedAt, readingProblem } = pull.pull;
  if (readingProblem === null && (lookedAt === null || lookedAt < end)) {
    await wantAtWork(world.db, turn.lease, { facts: true });
    return true;
  }
  const applied = await applyFacts(world, pull, noEvidence, factOfTime);
  return applied.result === "lost" || applied.changed;
}
