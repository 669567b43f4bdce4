import { z } from "zod";
import { moveBranch } from "../actions/pushes.ts";
import { GitHubError, notFound } from "../github-error.ts";
import { commitShape } from "../payloads/commit.ts";
import { nodeId } from "../payloads/json.ts";
import type { Json } from "../payloads/json.ts";
import { repositoryUrl } from "../payloads/repository.ts";
import { commitOf } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api } from "./api.ts";
import { bodyOf } from "./body.ts";
import { enter, parameter } from "./enter.ts";
import { listing } from "./pages.ts";

const creation = z.object({ ref: z.string(), sha: z.string() });

/** Branches, and the refs that they are. */
export function refRoutes(world: World): Api {
  const api = newApi();
  const base = "/repos/:owner/:repo";
  api.get(`${base}/git/ref/:ref{.+}`, (c) => {
    const { repository } = enter(world, c, "contents:read");
    const branch = /^heads\/(.+)$/.exec(parameter(c, "ref"))?.[1];
    if (branch === undefined) throw notFound();
    return c.json(refShape(world, repository, branch));
  });
  api.get(`${base}/git/matching-refs/:ref{.+}`, (c) => {
    const { repository } = enter(world, c, "contents:read");
    const beginning = /^heads\/(.*)$/.exec(parameter(c, "ref"))?.[1];
    if (beginning === undefined) return c.json([]);
    const names = [...repository.branches.keys()].filter((name) => name.startsWith(beginning)).sort();
    return c.json(names.map((name) => refShape(world, repository, name)));
  });
  api.post(`${base}/git/refs`, (c) => {
    const { repository, actor } = enter(world, c, "contents:write", "write");
    const { ref, sha } = bodyOf(c, "Reference", creation);
    const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
    if (branch === undefined) throw new GitHubError(422, "Reference name must start with 'refs/heads/' here");
    if (repository.branches.has(branch)) throw new GitHubError(422, "Reference already exists");
    if (!repository.commits.has(sha)) throw new GitHubError(422, "Object does not exist");
    moveBranch(world, repository, { branch, sha, actor });
    return c.json(refShape(world, repository, branch), 201);
  });
  api.get(`${base}/branches`, (c) => {
    const { repository } = enter(world, c, "contents:read");
    return listing(c, [...repository.branches], ([name, sha]) => ({
      name,
      commit: { sha, url: `${repositoryUrl(world, repository)}/commits/${sha}` },
      protected: false,
    }));
  });
  api.get(`${base}/branches/:branch{.+}`, (c) => {
    const { repository } = enter(world, c, "contents:read");
    const name = parameter(c, "branch");
    const sha = repository.branches.get(name);
    if (sha === undefined) throw new GitHubError(404, "Branch not found");
    return c.json(branchShape(world, repository, { name, sha }));
  });
  return api;
}

function refShape(world: World, repository: Repository, branch: string): Json {
  const sha = repository.branches.get(branch);
  if (sha === undefined) throw notFound();
  const url = `${repositoryUrl(world, repository)}/git`;
  return {
    ref: `refs/heads/${branch}`,
    node_id: nodeId("REF", repository.id),
    url: `${url}/refs/heads/${branch}`,
    object: { sha, type: "commit", url: `${url}/commits/${sha}` },
  };
}

function branchShape(world: World, repository: Repository, about: { name: string; sha: string }): Json {
  const { name, sha } = about;
  const url = `${repositoryUrl(world, repository)}/branches/${name}`;
  return {
    name,
    commit: commitShape(world, repository, commitOf(repository, sha)),
    _links: { self: url, html: `${world.url}/${repository.owner.login}/${repository.name}/tree/${name}` },
    protected: false,
    protection: { enabled: false, required_status_checks: { enforcement_level: "off", contexts: [], checks: [] } },
    protection_url: `${url}/protection`,
  };
}
