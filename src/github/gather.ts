import type { Evidence } from "../workflow/evidence.ts";
import type { Client } from "./client.ts";
import { readChecks } from "./read-checks.ts";
import { readPull } from "./read-pull.ts";

export interface GatherTarget {
  readonly fullName: string;
  readonly number: number;
  readonly ownAppId: number;
  /** The head to read the checks of where the pull request itself is not asked for. */
  readonly headSha?: string;
}

export interface GatherNeeds {
  readonly pull: boolean;
  readonly checks: boolean;
  readonly reviews: boolean;
  readonly deployments: boolean;
}

/** Reads what is needed to judge a workflow: the pull request first, then what belongs to the head just read. */
export async function gather(client: Client, target: GatherTarget, needs: GatherNeeds): Promise<Evidence> {
  const { fullName, number, ownAppId } = target;
  const needsHead = needs.checks && target.headSha === undefined;
  const pull = needs.pull || needsHead ? await readPull(client, fullName, number) : null;
  const sha = pull?.headSha ?? target.headSha;
  const checks = needs.checks && sha !== undefined ? await readChecks(client, { fullName, sha, ownAppId }) : null;
  return { pull, checks, reviews: null, deployments: null };
}
