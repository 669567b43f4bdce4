import { failureOf } from "../github/failure.ts";
import { readRateLimit } from "../github/read-rate-limit.ts";
import { findNeglected, type Neglected } from "../store/due.ts";
import { want } from "../store/want.ts";
import type { SyncContext } from "./context.ts";
import { doubtAccess } from "./doubt-access.ts";

/** Pull requests looked at in one sweep at most. */
const looksMax = 500;

/** Requests that one look costs at most: the pull request, its checks and suites and statuses, and the report's parts. */
const requestsPerLook = 8;

/**
 * Looks at pull requests that no webhook spoke of for long, and compares their reports: webhooks are lost, and people edit
 * what Baton shows; where GitHub refuses that, it is not tried before its time. Spends at most a third of what an installation's rate limit has left.
 */
export async function lookAtNeglected(context: SyncContext): Promise<void> {
  const { db, now } = context.world;
  const neglected = await findNeglected(db, now(), looksMax);
  const byInstallation = groupByInstallation(neglected);
  for (const [installationId, pulls] of byInstallation) {
    const affordable = await affordableLooks(context, installationId, pulls);
    for (const pull of pulls.slice(0, affordable)) await want(db, pull, { facts: true, report: pull.mayTell });
  }
}

async function affordableLooks(
  context: SyncContext,
  installationId: number,
  pulls: readonly Neglected[],
): Promise<number> {
  try {
    const remaining = await readRateLimit(context.github.forInstallation(installationId));
    return Math.floor(remaining / 3 / requestsPerLook);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "bug") throw error;
    await doubtAccess(context, failure, installationId);
    context.log.warn(
      { err: error, installation: installationId, pulls: pulls.length },
      "cannot look at an installation",
    );
    return 0;
  }
}

function groupByInstallation(pulls: readonly Neglected[]): ReadonlyMap<number, readonly Neglected[]> {
  const groups = new Map<number, Neglected[]>();
  for (const pull of pulls) groups.set(pull.installationId, [...(groups.get(pull.installationId) ?? []), pull]);
  return groups;
}
