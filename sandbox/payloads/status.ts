import type { CommitStatus } from "../state/commit.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { nodeId, stamp } from "./json.ts";
import type { Json } from "./json.ts";
import { minimalRepositoryShape, repositoryUrl } from "./repository.ts";
import { userShape } from "./user.ts";

export function statusShape(world: World, repository: Repository, status: CommitStatus): Json {
  return { ...simpleStatusShape(world, repository, status), creator: userShape(world, status.creator) };
}

/** The latest status of each context, and what they come to together. */
export function combinedStatusShape(
  world: World,
  repository: Repository,
  about: { sha: string; statuses: readonly CommitStatus[]; page: readonly CommitStatus[] },
): Json {
  const { sha, statuses, page } = about;
  const url = `${repositoryUrl(world, repository)}/commits/${sha}`;
  return {
    state: combined(statuses),
    statuses: page.map((status) => simpleStatusShape(world, repository, status)),
    sha,
    total_count: statuses.length,
    repository: minimalRepositoryShape(world, repository),
    commit_url: url,
    url: `${url}/status`,
  };
}

function simpleStatusShape(world: World, repository: Repository, status: CommitStatus): Json {
  return {
    url: `${repositoryUrl(world, repository)}/statuses/${status.sha}`,
    avatar_url: `${world.url}/avatars/u/${status.creator.id}`,
    id: status.id,
    node_id: nodeId("SC", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: stamp(status.createdAt),
    updated_at: stamp(status.createdAt),
  };
}

/** With no statuses at all it is pending, which says nothing about checks. */
function combined(statuses: readonly CommitStatus[]): string {
  const states = new Set(statuses.map((status) => status.state));
  if (states.has("failure") || states.has("error")) return "failure";
  return states.size === 0 || states.has("pending") ? "pending" : "success";
}
