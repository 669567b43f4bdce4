import type { Deployment, DeploymentsEvidence } from "../workflow/evidence.ts";
import type { Client } from "./client.ts";
import { githubId } from "./github-id.ts";
import { nullIfGone } from "./null-if-gone.ts";
import { readAt } from "./read-at.ts";
import { repositoryName } from "./repository-name.ts";

/** Deployments that are looked at, newest first: what this pull request ships is among the latest, or not yet there. */
const deploymentsMax = 20;

/** What was to ship: the head before the merge, the merge commit after it. */
export interface Shipped {
  readonly fullName: string;
  readonly environment: string | null;
  readonly sha: string;
}

/**
 * Reads the latest deployments of an environment. A deployment ships the work if it is of that commit or of a descendant,
 * because others may have merged meanwhile.
 */
export async function readDeployments(client: Client, shipped: Shipped): Promise<DeploymentsEvidence> {
  const repository = repositoryName(shipped.fullName);
  const { environment } = shipped;
  const { data, headers } = await client.rest.repos.listDeployments({
    ...repository,
    ...(environment === null ? {} : { environment }),
    per_page: deploymentsMax,
  });
  const contained = new Map<string, boolean>([[shipped.sha, true]]);
  const deployments: Deployment[] = [];
  for (const { id, sha, creator, environment: where, updated_at: updatedAt } of data) {
    const containsHead = contained.get(sha) ?? (await contains(client, shipped, sha));
    contained.set(sha, containsHead);
    if (!containsHead) continue;
    const status = await readState(client, { ...repository, deployment_id: githubId(id) });
    deployments.push({
      id: `deployment:${String(id)}`,
      environment: where,
      creator: creator?.login ?? "",
      containsHead,
      state: status?.state ?? "pending",
      url: status?.url ?? null,
      changedAt: new Date(status?.at ?? updatedAt),
    });
  }
  return { readAt: readAt(headers), deployments };
}

/** Whether a commit is a descendant of what was to ship. */
async function contains(client: Client, { fullName, sha }: Shipped, deployed: string): Promise<boolean> {
  const compared = await nullIfGone(
    client.rest.repos.compareCommitsWithBasehead({
      ...repositoryName(fullName),
      basehead: `${sha}...${deployed}`,
      per_page: 1,
    }),
  );
  return compared?.data.status === "ahead" || compared?.data.status === "identical";
}

interface State {
  readonly state: Deployment["state"];
  readonly url: string | null;
  readonly at: string;
}

/** `inactive` says that another deployment came after, and not how this one went: the status before it does. */
async function readState(
  client: Client,
  deployment: { readonly owner: string; readonly repo: string; readonly deployment_id: number },
): Promise<State | null> {
  const { data } = await client.rest.repos.listDeploymentStatuses({ ...deployment, per_page: 100 });
  const decisive = data.find(({ state }) => state !== "inactive");
  if (decisive === undefined) return null;
  const { state: said, log_url: log, target_url: target, created_at: at } = decisive;
  const state = said === "success" ? "success" : said === "failure" || said === "error" ? "failure" : "pending";
  return { state, url: [log, target].find((url) => url !== undefined && url !== "") ?? null, at };
}
