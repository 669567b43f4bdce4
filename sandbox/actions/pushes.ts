import { simplePullShape } from "../payloads/pull.ts";
import { pushedCommitShape } from "../payloads/commit.ts";
import { pushedRepositoryShape, repositoryPage } from "../payloads/repository.ts";
import { userShape } from "../payloads/user.ts";
import type { Actor } from "../state/accounts.ts";
import { compareTrees } from "../state/diff.ts";
import { ancestry, commitOf, commitsBetween } from "../state/git.ts";
import type { Commit } from "../state/commit.ts";
import { isPull } from "../state/repository.ts";
import type { Repository } from "../state/repository.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";
import { requestSuite } from "./check-suites.ts";

const nothing = "0".repeat(40);

/** Points a branch at a commit, forwards or by force, and lets everyone know: the push, the pull requests, the checks. */
export function moveBranch(
  world: World,
  repository: Repository,
  about: { branch: string; sha: string; actor: Actor },
): void {
  const { branch, sha, actor } = about;
  const before = repository.branches.get(branch) ?? nothing;
  if (before === sha) return;
  repository.branches.set(branch, sha);
  repository.pushedAt = now(world);
  announcePush(world, repository, { branch, before, after: sha, actor });
  synchronizePulls(world, repository, { branch, before, after: sha, actor });
  requestSuite(world, repository, { sha, before, sender: actor });
}

export function deleteBranch(world: World, repository: Repository, about: { branch: string; actor: Actor }): void {
  const before = repository.branches.get(about.branch);
  if (before === undefined) return;
  repository.branches.delete(about.branch);
  announcePush(world, repository, { ...about, before, after: nothing });
}

interface Move {
  readonly branch: string;
  readonly before: string;
  readonly after: string;
  readonly actor: Actor;
}

function synchronizePulls(world: World, repository: Repository, move: Move): void {
  for (const target of world.repositories.values()) {
    for (const issue of target.issues.values()) {
      if (!isPull(issue) || issue.state !== "open") continue;
      const { pull } = issue;
      if (pull.headRepository !== repository || pull.headRef !== move.branch) continue;
      pull.headSha = move.after;
      // GitHub looks at the base again only when the head moves.
      pull.baseSha = target.branches.get(pull.baseRef) ?? pull.baseSha;
      issue.updatedAt = now(world);
      world.emit({
        name: "pull_request",
        action: "synchronize",
        sender: move.actor,
        repository: target,
        body: {
          number: issue.number,
          before: move.before,
          after: move.after,
          pull_request: simplePullShape(world, issue),
        },
      });
    }
  }
}

function announcePush(world: World, repository: Repository, move: Move): void {
  const { branch, before, after, actor } = move;
  const created = before === nothing;
  const deleted = after === nothing;
  const origin = created ? (repository.branches.get(repository.defaultBranch) ?? after) : before;
  const commits = deleted || origin === after ? [] : commitsBetween(repository, origin, after);
  const pushed = commits.map((commit) => shownCommit(world, repository, commit));
  world.emit({
    name: "push",
    action: null,
    sender: actor,
    repository,
    body: {
      ref: `refs/heads/${branch}`,
      before,
      after,
      repository: pushedRepositoryShape(world, repository),
      pusher: { name: actor.user.login, email: `${actor.user.id}@users.noreply.example.com` },
      sender: userShape(world, actor.user),
      created,
      deleted,
      forced: !created && !deleted && !ancestry(repository, after).has(before),
      base_ref: null,
      compare: `${repositoryPage(world, repository)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      commits: pushed,
      head_commit: deleted ? null : shownCommit(world, repository, commitOf(repository, after)),
    },
  });
}

function shownCommit(world: World, repository: Repository, commit: Commit): ReturnType<typeof pushedCommitShape> {
  const parent = commit.parents[0];
  const files = compareTrees(parent === undefined ? new Map() : commitOf(repository, parent).files, commit.files);
  const paths = (status: string): string[] => files.filter((file) => file.status === status).map((file) => file.path);
  const changes = { added: paths("added"), removed: paths("removed"), modified: paths("modified") };
  return pushedCommitShape(world, repository, { commit, changes });
}
