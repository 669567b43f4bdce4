import { commitShape } from "../payloads/commit.ts";
import { stamp } from "../payloads/json.ts";
import { fullName } from "../state/repository.ts";
import { repositoryUrl } from "../payloads/repository.ts";
import type { Actor } from "../state/accounts.ts";
import type { CommitStatus } from "../state/commit.ts";
import { commitOf } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";

export interface StatusInput {
  readonly actor: Actor;
  readonly sha: string;
  readonly context: string;
  readonly state: CommitStatus["state"];
  readonly description?: string | null | undefined;
  readonly targetUrl?: string | null | undefined;
}

/** Sets a commit status. Earlier ones of the same context stay, the latest counts. */
export function setStatus(world: World, repository: Repository, input: StatusInput): CommitStatus {
  const { actor, sha, context, state, description = null, targetUrl = null } = input;
  const commit = commitOf(repository, sha);
  const status: CommitStatus = {
    id: world.nextId(),
    sha,
    context,
    state,
    description,
    targetUrl,
    creator: actor.user,
    createdAt: now(world),
  };
  repository.statuses.push(status);
  const base = repositoryUrl(world, repository);
  world.emit({
    name: "status",
    action: null,
    sender: actor,
    repository,
    body: {
      id: status.id,
      sha,
      name: fullName(repository),
      target_url: targetUrl,
      avatar_url: `${world.url}/avatars/u/${actor.user.id}`,
      context,
      description,
      state,
      commit: commitShape(world, repository, commit),
      branches: [...repository.branches]
        .filter(([, head]) => head === sha)
        .map(([name]) => ({ name, commit: { sha, url: `${base}/commits/${sha}` }, protected: false })),
      created_at: stamp(status.createdAt),
      updated_at: stamp(status.createdAt),
    },
  });
  return status;
}

/** The latest of each context, the newest first. */
export function latestStatuses(repository: Repository, sha: string): readonly CommitStatus[] {
  const latest = new Map<string, CommitStatus>();
  for (const status of repository.statuses) if (status.sha === sha) latest.set(status.context, status);
  return [...latest.values()].sort((one, other) => other.id - one.id);
}
