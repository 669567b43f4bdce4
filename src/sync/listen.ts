import { failureOf } from "../github/failure.ts";
import { applyFacts } from "../orchestrator/apply-facts.ts";
import { withHeadTime } from "../orchestrator/with-head-time.ts";
import { passOverFacts, recordFactsRead, recordReadingProblem } from "../store/facts-read.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { awaitsApproval } from "../workflow/actions-approval.ts";
import type { Evidence } from "../workflow/evidence.ts";
import { evidenceNeeds, type EvidenceNeeds } from "../workflow/needs.ts";
import type { Turn } from "./context.ts";
import { doubtAccess } from "./doubt-access.ts";
import { isEqualJson } from "./is-equal-json.ts";
import { refusedRetryMs } from "./refused-retry.ts";

/** A replica of GitHub's may lag: nothing is looked at again sooner. */
const lookAgainMsMin = 15_000;

/** What settles is looked at this long after it should have. */
const settleGraceMs = 5_000;

/**
 * Reads from GitHub what the state needs, if that is wanted or a look is due, and applies what follows. What was wanted is
 * marked as read only then. While GitHub refuses to be read, nothing is tried before its time, however many webhooks come.
 * Returns whether the rows changed, so that they must be loaded again.
 */
export async function listen(turn: Turn, pull: LoadedPull): Promise<boolean> {
  const { world } = turn.context;
  const began = world.now();
  const { factsWanted, factsRead, lookAt, readingProblem, problemUntil } = pull.pull;
  const isDue = factsRead < factsWanted || (lookAt !== null && lookAt <= began);
  if (!isDue || pull.newest === null) return false;
  if (readingProblem !== null && problemUntil !== null && problemUntil > began) {
    await passOverFacts(world.db, turn.lease, factsWanted);
    return false;
  }
  const { workflow } = pull.newest;
  const gathered = await gatherOrSayWhyNot(turn, pull, evidenceNeeds(workflow, null));
  if (gathered === null) return true;
  const evidence = withHeadTime(gathered, pull.pull);
  const applied = await applyFacts(world, pull, evidence);
  if (applied.result === "lost") return true;
  const now = world.now();
  await recordFactsRead(world.db, turn.lease, {
    evidence,
    factsRead: factsWanted,
    readBegan: began,
    lookAgainAt: applied.lookAgainAt === null ? null : lookTime(applied.lookAgainAt, now),
    wantsReport: showsOther(pull.pull.evidence, evidence),
    now,
  });
  return true;
}

/** Reads what is needed; null where GitHub refuses it, which is kept for the report to say. */
async function gatherOrSayWhyNot(turn: Turn, pull: LoadedPull, needs: EvidenceNeeds): Promise<Evidence | null> {
  const { world } = turn.context;
  try {
    return await world.gather(pull, needs);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused") throw error;
    turn.log.error({ reason: failure.message }, "GitHub refuses to be read");
    await doubtAccess(turn.context, failure, pull.repository.installationId);
    const until = new Date(world.now().getTime() + refusedRetryMs);
    await recordReadingProblem(world.db, turn.lease, {
      factsRead: pull.pull.factsWanted,
      what: failure.message,
      until,
    });
    return null;
  }
}

function lookTime(at: Date, now: Date): Date {
  return new Date(Math.max(at.getTime() + settleGraceMs, now.getTime() + lookAgainMsMin));
}

/** The report shows what is awaited as it stands: it must be compared when that changed. */
function showsOther(before: Evidence, after: Evidence): boolean {
  const [then, now] = [standing(before), standing(after)];
  return (["draft", "checks", "reviews", "deployments"] as const).some((part) => {
    return now[part] !== null && !isEqualJson(then[part], now[part]);
  });
}

/** What people see of it; null where it was not read. */
function standing({ pull, checks, reviews, deployments }: Evidence) {
  return {
    draft: pull?.draft ?? null,
    checks: checks && {
      runs: checks.runs.map(({ id, status, conclusion }) => ({ id, status, conclusion })),
      unapproved: checks.suites.some(awaitsApproval),
      ended: checks.suites.filter(({ completed, runCount }) => completed && runCount === 0).map(({ id }) => id),
    },
    reviews: reviews && reviews.reviews.map(({ id, state, holdsRole }) => ({ id, state, holdsRole })),
    deployments: deployments && deployments.deployments.map(({ id, state }) => ({ id, state })),
  };
}
