import type { Actor } from "../state/accounts.ts";
import { addCommit, commitOf, mergeBase } from "../state/git.ts";
import type { Pull } from "../state/repository.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";
import { announcePull } from "./pulls.ts";
import { moveBranch } from "./pushes.ts";

/** Merges a pull request with a merge commit, or with the commit that a merge queue has made already. */
export function mergePull(world: World, pull: Pull, about: { actor: Actor; message?: string; sha?: string }): string {
  const { actor, message = `Merge pull request #${pull.number}` } = about;
  const { repository, pull: details } = pull;
  const base = repository.branches.get(details.baseRef);
  if (base === undefined) throw new Error(`The base branch ${details.baseRef} of #${pull.number} is gone.`);
  const sha = about.sha ?? mergeCommit(world, pull, { actor, message, onto: base });
  details.merged = { at: now(world), by: actor.user, sha };
  pull.state = "closed";
  pull.closedAt = details.merged.at;
  moveBranch(world, repository, { branch: details.baseRef, sha, actor });
  announcePull(world, pull, { action: "closed", actor });
  return sha;
}

/** The commit that joins a pull request's head to another one; it is on no branch yet. */
export function mergeCommit(world: World, pull: Pull, about: { actor: Actor; message: string; onto: string }): string {
  const { repository, pull: details } = pull;
  const head = commitOf(repository, details.headSha).files;
  const origin = mergeBase(repository, details.baseSha, details.headSha)?.files ?? new Map<string, string>();
  const paths = [...new Set([...origin.keys(), ...head.keys()])].filter((path) => origin.get(path) !== head.get(path));
  const changes = Object.fromEntries(paths.map((path) => [path, head.get(path) ?? null]));
  const { actor, message } = about;
  return addCommit(repository, {
    parents: [about.onto, details.headSha],
    message,
    author: actor.user,
    date: now(world),
    changes,
  }).sha;
}
