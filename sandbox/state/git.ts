import { createHash } from "node:crypto";
import type { User } from "./accounts.ts";
import type { Commit } from "./commit.ts";
import type { Repository } from "./repository.ts";

/** Adds a commit whose tree is its first parent's with `changes` applied: new contents by path, null to remove. */
export function addCommit(
  repository: Repository,
  about: {
    readonly parents: readonly string[];
    readonly message: string;
    readonly author: User;
    readonly date: Date;
    readonly changes?: Readonly<Record<string, string | null>>;
    /** A chosen id, for tests that need to know it beforehand. */
    readonly sha?: string;
  },
): Commit {
  const files = new Map(about.parents[0] === undefined ? [] : commitOf(repository, about.parents[0]).files);
  for (const [path, content] of Object.entries(about.changes ?? {})) {
    if (content === null) files.delete(path);
    else files.set(path, content);
  }
  const treeSha = digest(JSON.stringify([...files].sort(([one], [other]) => (one < other ? -1 : 1))));
  const identity = [repository.id, repository.commits.size, treeSha, about.parents, about.message];
  const { parents, message, author, date } = about;
  const commit: Commit = {
    sha: about.sha ?? digest(JSON.stringify(identity)),
    treeSha,
    parents,
    message,
    author,
    date,
    files,
  };
  repository.commits.set(commit.sha, commit);
  return commit;
}

export function commitOf(repository: Repository, sha: string): Commit {
  const commit = repository.commits.get(sha);
  if (commit === undefined)
    throw new Error(`There is no commit ${sha} in ${repository.owner.login}/${repository.name}.`);
  return commit;
}

/** The commit that a branch name, a full ref or a SHA stands for. */
export function resolveRef(repository: Repository, ref: string): Commit | undefined {
  const branch = repository.branches.get(ref.replace(/^(refs\/)?heads\//, ""));
  const pull = /^(?:refs\/)?pull\/(\d+)\/head$/.exec(ref);
  const pulled = pull === null ? undefined : repository.issues.get(Number(pull[1]))?.pull?.headSha;
  return repository.commits.get(branch ?? pulled ?? ref);
}

/** What is reachable from `head` and not from `base`, oldest first. */
export function commitsBetween(repository: Repository, base: string, head: string): readonly Commit[] {
  const known = ancestry(repository, base);
  return [...ancestry(repository, head)]
    .filter((sha) => !known.has(sha))
    .map((sha) => commitOf(repository, sha))
    .reverse();
}

export function mergeBase(repository: Repository, base: string, head: string): Commit | undefined {
  const known = ancestry(repository, base);
  const shared = [...ancestry(repository, head)].find((sha) => known.has(sha));
  return shared === undefined ? undefined : commitOf(repository, shared);
}

/** A commit and all before it, nearest first. */
export function ancestry(repository: Repository, sha: string): ReadonlySet<string> {
  const seen = new Set<string>();
  let generation = [sha];
  while (generation.length > 0) {
    for (const one of generation) seen.add(one);
    generation = generation.flatMap((one) => commitOf(repository, one).parents).filter((parent) => !seen.has(parent));
  }
  return seen;
}

export function digest(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
