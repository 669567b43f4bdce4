import { moveBranch } from "../actions/pushes.ts";
import { requireRole } from "../access/repository-role.ts";
import { actorOf } from "../state/directory.ts";
import { addCommit, commitOf } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";

export interface PushInput {
  /** A commit that is there already, or the id that the new one is to have. */
  readonly sha?: string;
  readonly message?: string;
  /** New contents by path, null to remove. */
  readonly files?: Readonly<Record<string, string | null>>;
  /** Replaces the last commit instead of adding one. */
  readonly amend?: boolean;
}

/** Pushes to a branch, which is made from the default branch if it is not there. Returns the SHA it then points to. */
export function push(
  world: World,
  about: { repository: Repository; branch: string; by: string; input: PushInput },
): string {
  const { repository, branch, by, input } = about;
  const actor = actorOf(world, by);
  requireRole(world, { repository, user: actor.user, needs: "write", to: "push" });
  const sha = input.sha !== undefined && repository.commits.has(input.sha) ? input.sha : commitFor(world, about);
  moveBranch(world, repository, { branch, sha, actor });
  return sha;
}

function commitFor(
  world: World,
  about: { repository: Repository; branch: string; by: string; input: PushInput },
): string {
  const { repository, branch, by, input } = about;
  const tip = repository.branches.get(branch) ?? repository.branches.get(repository.defaultBranch);
  const parents = tip === undefined ? [] : input.amend ? commitOf(repository, tip).parents : [tip];
  const count = repository.commits.size;
  return addCommit(repository, {
    parents,
    message: input.message ?? `Change ${count}`,
    author: actorOf(world, by).user,
    date: now(world),
    changes: input.files ?? { [`changes/${count}.txt`]: `Change ${count}\n` },
    ...(input.sha === undefined ? {} : { sha: input.sha }),
  }).sha;
}
