import type { Commit } from "../state/commit.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { nodeId, stamp } from "./json.ts";
import type { Json } from "./json.ts";
import { repositoryPage, repositoryUrl } from "./repository.ts";
import { userShape } from "./user.ts";

export function commitShape(world: World, repository: Repository, commit: Commit): Json {
  const base = repositoryUrl(world, repository);
  const page = repositoryPage(world, repository);
  const person = { ...gitPerson(commit), date: stamp(commit.date) };
  return {
    sha: commit.sha,
    node_id: nodeId("C", Number.parseInt(commit.sha.slice(0, 12), 16)),
    commit: {
      author: person,
      committer: person,
      message: commit.message,
      tree: { sha: commit.treeSha, url: `${base}/git/trees/${commit.treeSha}` },
      url: `${base}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
    },
    url: `${base}/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    comments_url: `${base}/commits/${commit.sha}/comments`,
    author: userShape(world, commit.author),
    committer: userShape(world, commit.author),
    parents: commit.parents.map((sha) => ({ sha, url: `${base}/commits/${sha}`, html_url: `${page}/commit/${sha}` })),
  };
}

export function simpleCommitShape(commit: Commit): Json {
  return {
    id: commit.sha,
    tree_id: commit.treeSha,
    message: commit.message,
    timestamp: stamp(commit.date),
    author: gitPerson(commit),
    committer: gitPerson(commit),
  };
}

/** A commit as a push lists it. */
export function pushedCommitShape(
  world: World,
  repository: Repository,
  pushed: { commit: Commit; changes: Changes },
): Json {
  const { commit, changes } = pushed;
  const person = { ...gitPerson(commit), username: commit.author.login };
  return {
    ...simpleCommitShape(commit),
    distinct: true,
    url: `${repositoryPage(world, repository)}/commit/${commit.sha}`,
    author: person,
    committer: person,
    added: changes.added,
    removed: changes.removed,
    modified: changes.modified,
  };
}

export interface Changes {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly modified: readonly string[];
}

function gitPerson(commit: Commit): { name: string; email: string } {
  const name = commit.author.login;
  return { name, email: `${commit.author.id}+${name.replace(/[^\w.-]/g, "")}@users.noreply.example.com` };
}
