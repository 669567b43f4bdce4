import { createMergeGroup, endMergeGroup } from "../actions/merge-groups.ts";
import { requireRole } from "../access/repository-role.ts";
import { actorOf } from "../state/directory.ts";
import { isPull } from "../state/repository.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";

/** A group in a merge queue, with checks asked for. */
export interface MergeGroupDriver {
  readonly headSha: string;
  /** Without `refs/heads/`. */
  readonly headRef: string;
  readonly end: (reason: "merged" | "invalidated" | "dequeued") => void;
}

export function mergeGroupDriver(
  world: World,
  repository: Repository,
  about: { by: string; pulls: readonly number[] },
): MergeGroupDriver {
  const actor = actorOf(world, about.by);
  requireRole(world, { repository, user: actor.user, needs: "write", to: "merge" });
  const pulls = about.pulls.map((number) => {
    const issue = repository.issues.get(number);
    if (issue === undefined || !isPull(issue)) throw new Error(`There is no pull request #${number} to merge.`);
    return issue;
  });
  const group = createMergeGroup(world, repository, { pulls, actor });
  return {
    headSha: group.headSha,
    headRef: group.headRef,
    end: (reason) => endMergeGroup(world, repository, { group, reason, actor }),
  };
}
