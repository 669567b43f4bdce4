import { GitHubError, notFound } from "../github-error.ts";
import { commitShape } from "../payloads/commit.ts";
import { changedFileShape } from "../payloads/file.ts";
import type { Json } from "../payloads/json.ts";
import { simplePullShape } from "../payloads/pull.ts";
import { repositoryPage, repositoryUrl } from "../payloads/repository.ts";
import type { Commit } from "../state/commit.ts";
import { changedFiles } from "../state/diff.ts";
import { ancestry, commitsBetween, mergeBase, resolveRef } from "../state/git.ts";
import { isPull } from "../state/repository.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api } from "./api.ts";
import { enter, parameter } from "./enter.ts";
import { listing } from "./pages.ts";

/** Commits, how they compare, and which pull requests they belong to. Registered after what hangs on a commit. */
export function commitRoutes(world: World): Api {
  const api = newApi();
  api.get("/repos/:owner/:repo/commits/:sha/pulls", (c) => {
    const { repository } = enter(world, c, "contents:read|pull_requests:read");
    const sha = parameter(c, "sha");
    const pulls = [...repository.issues.values()].filter(isPull).filter((pull) => {
      const { baseSha, headSha, merged } = pull.pull;
      return merged?.sha === sha || commitsBetween(repository, baseSha, headSha).some((commit) => commit.sha === sha);
    });
    return listing(c, pulls, (pull) => simplePullShape(world, pull));
  });
  api.get("/repos/:owner/:repo/commits/:ref{.+}", (c) => {
    const { repository } = enter(world, c, "contents:read");
    const ref = parameter(c, "ref");
    const commit = resolveRef(repository, ref);
    if (commit === undefined) throw new GitHubError(422, `No commit found for SHA: ${ref}`);
    return c.json(commitShape(world, repository, commit));
  });
  api.get("/repos/:owner/:repo/compare/:basehead{.+}", (c) => {
    const { repository } = enter(world, c, "contents:read");
    const [base = "", head = ""] = parameter(c, "basehead").split("...");
    const from = resolveRef(repository, base);
    const to = resolveRef(repository, withoutOwner(head));
    if (from === undefined || to === undefined) throw notFound();
    return c.json(comparison(world, repository, { from, to, path: `${base}...${head}` }));
  });
  return api;
}

function comparison(world: World, repository: Repository, about: { from: Commit; to: Commit; path: string }): Json {
  const { from, to, path } = about;
  const origin = mergeBase(repository, from.sha, to.sha);
  if (origin === undefined) throw notFound();
  const ahead = commitsBetween(repository, from.sha, to.sha);
  const behind = commitsBetween(repository, to.sha, from.sha).length;
  const page = `${repositoryPage(world, repository)}/compare/${path}`;
  const isAncestor = ancestry(repository, to.sha).has(from.sha);
  return {
    url: `${repositoryUrl(world, repository)}/compare/${path}`,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: commitShape(world, repository, from),
    merge_base_commit: commitShape(world, repository, origin),
    status: from === to ? "identical" : isAncestor ? "ahead" : ahead.length === 0 ? "behind" : "diverged",
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: ahead.map((commit) => commitShape(world, repository, commit)),
    files: changedFiles(repository, from.sha, to.sha).map((file) =>
      changedFileShape(world, repository, { file, sha: to.sha }),
    ),
  };
}

/** A head may be written `owner:branch`; forks share their commits here. */
function withoutOwner(head: string): string {
  return head.slice(head.indexOf(":") + 1);
}
