import { simpleCommitShape } from "../payloads/commit.ts";
import type { Actor } from "../state/accounts.ts";
import { commitOf } from "../state/git.ts";
import type { Pull, Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { mergeCommit, mergePull } from "./merges.ts";
import { deleteBranch, moveBranch } from "./pushes.ts";

/** What a merge queue tries out: some pull requests, one merged after the other, on a branch of its own. */
export interface MergeGroup {
  readonly pulls: readonly Pull[];
  readonly baseRef: string;
  readonly baseSha: string;
  readonly headRef: string;
  readonly headSha: string;
}

/** Puts pull requests into a group and asks for checks on it. The group's ref names the last of them. */
export function createMergeGroup(
  world: World,
  repository: Repository,
  about: { pulls: readonly Pull[]; actor: Actor },
): MergeGroup {
  const { pulls, actor } = about;
  const last = pulls.at(-1);
  if (last === undefined) throw new Error("A merge group needs at least one pull request.");
  const { baseRef } = last.pull;
  const baseSha = repository.branches.get(baseRef) ?? last.pull.baseSha;
  const headSha = pulls.reduce(
    (onto, pull) => mergeCommit(world, pull, { actor, message: `Merge pull request #${pull.number}`, onto }),
    baseSha,
  );
  const headRef = `gh-readonly-queue/${baseRef}/pr-${last.number}-${baseSha}`;
  const group: MergeGroup = { pulls, baseRef, baseSha, headRef, headSha };
  moveBranch(world, repository, { branch: headRef, sha: headSha, actor });
  announce(world, repository, { group, action: "checks_requested", actor });
  return group;
}

/** Ends a group: its branch goes, and where it was merged its pull requests are. */
export function endMergeGroup(
  world: World,
  repository: Repository,
  about: { group: MergeGroup; reason: "merged" | "invalidated" | "dequeued"; actor: Actor },
): void {
  const { group, reason, actor } = about;
  if (reason === "merged") for (const pull of group.pulls) mergePull(world, pull, { actor, sha: group.headSha });
  deleteBranch(world, repository, { branch: group.headRef, actor });
  announce(world, repository, { group, action: "destroyed", actor, reason });
}

function announce(
  world: World,
  repository: Repository,
  about: { group: MergeGroup; action: string; actor: Actor; reason?: string },
): void {
  const { group, action, actor, reason } = about;
  world.emit({
    name: "merge_group",
    action,
    sender: actor,
    repository,
    body: {
      ...(reason === undefined ? {} : { reason }),
      merge_group: {
        head_sha: group.headSha,
        head_ref: `refs/heads/${group.headRef}`,
        base_sha: group.baseSha,
        base_ref: `refs/heads/${group.baseRef}`,
        head_commit: simpleCommitShape(commitOf(repository, group.headSha)),
      },
    },
  });
}
