import { z } from "zod";
import { closePull, editPull, openPull, reopenPull } from "../actions/pulls.ts";
import { GitHubError, invalid } from "../github-error.ts";
import { commitShape } from "../payloads/commit.ts";
import { changedFileShape } from "../payloads/file.ts";
import { pullShape, simplePullShape } from "../payloads/pull.ts";
import { changedFiles } from "../state/diff.ts";
import { commitsBetween } from "../state/git.ts";
import { isPull } from "../state/repository.ts";
import type { Pull, Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { bodyOf } from "./body.ts";
import { enter, pullIn } from "./enter.ts";
import { listing } from "./pages.ts";

const creation = z.object({
  title: z.string().min(1),
  body: z.string().nullish(),
  head: z.string(),
  base: z.string(),
  draft: z.boolean().default(false),
});

const change = z.object({
  title: z.string().min(1).optional(),
  body: z.string().optional(),
  base: z.string().optional(),
  state: z.enum(["open", "closed"]).optional(),
});

const place = { resource: "PullRequest", field: "head", code: "custom" } as const;

export function pullRoutes(world: World): Api {
  const api = newApi();
  const all = "/repos/:owner/:repo/pulls";
  api.get(all, (c) => {
    const { repository } = enter(world, c, "pull_requests:read");
    const pulls = [...repository.issues.values()].filter(isPull).filter(isAskedFor(c));
    const isByUpdate = c.req.query("sort") === "updated";
    const timeOf = (pull: Pull): number => (isByUpdate ? pull.updatedAt : pull.createdAt).getTime();
    const sorted = pulls.toSorted((one, other) => timeOf(one) - timeOf(other) || one.number - other.number);
    const isAscending = (c.req.query("direction") ?? (isByUpdate ? "asc" : "desc")) === "asc";
    return listing(c, isAscending ? sorted : sorted.reverse(), (pull) => simplePullShape(world, pull));
  });
  api.get(`${all}/:number`, (c) => {
    const { repository } = enter(world, c, "pull_requests:read");
    return c.json(pullShape(world, pullIn(repository, c)));
  });
  api.post(all, (c) => {
    const { repository, actor } = enter(world, c, "pull_requests:write", "read");
    const { title, body, head, base, draft } = bodyOf(c, "PullRequest", creation);
    if (!repository.branches.has(base)) throw invalid({ resource: "PullRequest", field: "base", code: "invalid" });
    if (!repository.branches.has(head)) throw invalid({ resource: "PullRequest", field: "head", code: "invalid" });
    requireSomethingNew(repository, head, base);
    const about = { actor, title, body: body ?? null, headRepository: repository, headRef: head, baseRef: base, draft };
    return c.json(pullShape(world, openPull(world, repository, about)), 201);
  });
  api.patch(`${all}/:number`, (c) => {
    const { repository, actor } = enter(world, c, "pull_requests:write", "triage");
    const pull = pullIn(repository, c);
    const { state, ...edits } = bodyOf(c, "PullRequest", change);
    if (Object.keys(edits).length > 0) editPull(world, pull, { actor, ...edits });
    if (state === "closed" && pull.state === "open") closePull(world, pull, actor);
    if (state === "open" && pull.state === "closed") reopenPull(world, pull, actor);
    return c.json(pullShape(world, pull));
  });
  api.get(`${all}/:number/commits`, (c) => {
    const { repository } = enter(world, c, "pull_requests:read");
    const { baseSha, headSha } = pullIn(repository, c).pull;
    const commits = commitsBetween(repository, baseSha, headSha);
    return listing(c, commits, (commit) => commitShape(world, repository, commit));
  });
  api.get(`${all}/:number/files`, (c) => {
    const { repository } = enter(world, c, "pull_requests:read");
    const { baseSha, headSha: sha } = pullIn(repository, c).pull;
    const files = changedFiles(repository, baseSha, sha);
    return listing(c, files, (file) => changedFileShape(world, repository, { file, sha }));
  });
  return api;
}

/** GitHub opens one pull request for a pair of branches, and none where there is nothing to merge. */
function requireSomethingNew(repository: Repository, head: string, base: string): void {
  const known = [...repository.issues.values()]
    .filter(isPull)
    .filter(({ state, pull }) => state === "open" && pull.headRepository === repository)
    .some(({ pull }) => pull.headRef === head && pull.baseRef === base);
  const message = known
    ? `A pull request already exists for ${repository.owner.login}:${head}.`
    : `No commits between ${base} and ${head}`;
  const from = repository.branches.get(base) ?? "";
  const isEmpty = commitsBetween(repository, from, repository.branches.get(head) ?? from).length === 0;
  if (known || isEmpty) throw new GitHubError(422, "Validation Failed", [{ ...place, message }]);
}

function isAskedFor(c: Call): (pull: Pull) => boolean {
  const state = c.req.query("state") ?? "open";
  const head = c.req.query("head");
  const base = c.req.query("base");
  return (pull) =>
    (state === "all" || pull.state === state) &&
    (base === undefined || pull.pull.baseRef === base) &&
    (head === undefined || `${pull.pull.headRepository.owner.login}:${pull.pull.headRef}` === head);
}
