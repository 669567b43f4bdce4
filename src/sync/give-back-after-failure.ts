import { failureOf } from "../github/failure.ts";
import { releaseAfterFailure } from "../store/lease.ts";
import { loadPull } from "../store/load-pull.ts";
import { want } from "../store/want.ts";
import type { Turn } from "./context.ts";
import { doubtAccess } from "./doubt-access.ts";
import { LeaseLost } from "./lease-lost.ts";
import { refusedRetryMs } from "./refused-retry.ts";

/**
 * Ends a sync that failed: the lease goes back with a backoff, or at the time that GitHub named. Where the lease itself was
 * lost, what was written meanwhile may be wrong, so the report is compared again.
 */
export async function giveBackAfterFailure(turn: Turn, error: unknown): Promise<void> {
  const { db, now } = turn.context.world;
  if (isLeaseLost(error)) {
    turn.log.warn("lost the lease at work; another sync compares the report again");
    await want(db, turn.lease, { report: true });
    return;
  }
  const failure = failureOf(error);
  if (failure.kind === "later")
    turn.log.warn({ reason: failure.message }, "GitHub cannot be reached; trying again later");
  else turn.log.error({ err: error }, "a sync failed; trying again later");
  const pull = failure.kind === "refused" ? await loadPull(db, turn.lease) : null;
  if (pull !== null) await doubtAccess(turn.context, failure, pull.repository.installationId);
  const retryAfterMs =
    failure.kind === "later" ? failure.retryAfterMs : failure.kind === "refused" ? refusedRetryMs : null;
  await releaseAfterFailure(db, turn.lease, { retryAfterMs, now: now() });
}

function isLeaseLost(error: unknown): boolean {
  if (error instanceof LeaseLost) return true;
  return error instanceof Error && error.cause !== undefined && isLeaseLost(error.cause);
}
