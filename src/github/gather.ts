import type { Sender } from "../signals/said.ts";
import type { Evidence, PullEvidence } from "../workflow/evidence.ts";
import type { EvidenceNeeds } from "../workflow/needs.ts";
import type { Client } from "./client.ts";
import { readChecks } from "./read-checks.ts";
import { readDeployments } from "./read-deployments.ts";
import { readPull } from "./read-pull.ts";
import { readReviews } from "./read-reviews.ts";
import { unlessRefused } from "./unless-refused.ts";

export interface GatherTarget {
  readonly repositoryId: number;
  readonly fullName: string;
  readonly number: number;
  readonly ownAppId: number;
  /** The environment whose deployments count; null for any. */
  readonly environment: string | null;
  /** Whether somebody may verify. */
  readonly holdsRole: (reviewer: Sender) => Promise<boolean>;
  /** Whether verdicts are left out that GitHub refuses to show: they are gone past, whatever they say. */
  readonly isForced: boolean;
}

/** Reads what is needed to judge a workflow: the pull request first, then what belongs to the head just read. */
export async function gather(client: Client, target: GatherTarget, needs: EvidenceNeeds): Promise<Evidence> {
  if (!Object.values(needs).some(Boolean)) return { pull: null, checks: null, reviews: null, deployments: null };
  const { repositoryId, fullName, number, ownAppId, environment } = target;
  const pull = await readPull(client, { id: repositoryId, fullName }, number);
  const { headSha, authorId } = pull;
  const verdicts = <Read>(reading: Promise<Read>): Promise<Read | null> =>
    target.isForced ? unlessRefused(reading) : reading;
  return {
    pull,
    checks: needs.checks ? await verdicts(readChecks(client, { fullName, sha: headSha, ownAppId })) : null,
    reviews: needs.reviews
      ? await verdicts(readReviews(client, { fullName, number, headSha, authorId }, target.holdsRole))
      : null,
    deployments: needs.deployments
      ? await readDeployments(client, { fullName, environment, sha: shippedSha(pull) })
      : null,
  };
}

function shippedSha({ merged, mergeSha, headSha }: PullEvidence): string {
  return merged && mergeSha !== null ? mergeSha : headSha;
}
