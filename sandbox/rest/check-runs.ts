import { createCheckRun, updateCheckRun } from "../actions/check-runs.ts";
import { latestRuns } from "../actions/check-suites.ts";
import { rerequestRun } from "../actions/check-requests.ts";
import type { AppActor } from "../actions/check-runs.ts";
import { GitHubError, invalid, notFound } from "../github-error.ts";
import { annotationShape, checkRunShape } from "../payloads/check-run.ts";
import type { CheckRun } from "../state/checks.ts";
import { resolveRef } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { bodyOf } from "./body.ts";
import { changeOf, creation, update } from "./check-run-request.ts";
import { enter, idParameter, parameter } from "./enter.ts";
import type { Entered } from "./enter.ts";
import { counted, listing } from "./pages.ts";

export function checkRunRoutes(world: World): Api {
  const api = newApi();
  const all = "/repos/:owner/:repo/check-runs";
  const one = `${all}/:run`;
  api.post(all, (c) => {
    const entered = enter(world, c, "checks:write", "write");
    const actor = requireApp(entered);
    const { repository } = entered;
    const request = bodyOf(c, "CheckRun", creation);
    if (!repository.commits.has(request.head_sha)) {
      const message = `No commit found for SHA: ${request.head_sha}`;
      throw invalid({ resource: "CheckRun", field: "head_sha", code: "custom", message });
    }
    const about = { actor, sha: request.head_sha, name: request.name, change: changeOf(request) };
    return c.json(checkRunShape(world, repository, createCheckRun(world, repository, about)), 201);
  });
  api.get(one, (c) => {
    const { repository } = enter(world, c, "checks:read");
    return c.json(checkRunShape(world, repository, runIn(repository, c)));
  });
  api.patch(one, (c) => {
    const entered = enter(world, c, "checks:write", "write");
    const actor = requireApp(entered);
    const run = runIn(entered.repository, c);
    requireOwn(run, actor);
    const request = bodyOf(c, "CheckRun", update);
    if (run.status === "completed" && request.status !== undefined && request.status !== "completed") {
      const message = "A completed check run cannot go back to an earlier status; create a new one";
      throw invalid({ resource: "CheckRun", field: "status", code: "custom", message });
    }
    updateCheckRun(world, entered.repository, { actor, run, change: changeOf(request) });
    return c.json(checkRunShape(world, entered.repository, run));
  });
  api.get(`${one}/annotations`, (c) => {
    const { repository } = enter(world, c, "checks:read");
    const run = runIn(repository, c);
    return listing(c, run.annotations, (annotation) => annotationShape(world, repository, { run, annotation }));
  });
  api.post(`${one}/rerequest`, (c) => {
    const { repository, actor } = enter(world, c, "checks:write", "write");
    rerequestRun(world, repository, { run: runIn(repository, c), sender: actor });
    return c.json({}, 201);
  });
  api.get("/repos/:owner/:repo/commits/:ref{.+}/check-runs", (c) => {
    const { repository } = enter(world, c, "checks:read");
    const commit = resolveRef(repository, parameter(c, "ref"));
    if (commit === undefined) throw new GitHubError(422, `No commit found for SHA: ${parameter(c, "ref")}`);
    const runs = [...repository.runs.values()].filter((run) => run.headSha === commit.sha);
    return listRuns(world, c, repository, runs);
  });
  api.get("/repos/:owner/:repo/check-suites/:suite/check-runs", (c) => {
    const { repository } = enter(world, c, "checks:read");
    const id = idParameter(c, "suite");
    if (!repository.suites.has(id)) throw notFound();
    const runs = [...repository.runs.values()].filter((run) => run.suite.id === id);
    return listRuns(world, c, repository, runs);
  });
  return api;
}

function listRuns(world: World, c: Call, repository: Repository, runs: readonly CheckRun[]): Response {
  const name = c.req.query("check_name");
  const status = c.req.query("status");
  const appId = c.req.query("app_id");
  const considered = c.req.query("filter") === "all" ? runs : latestRuns(runs);
  const items = considered
    .filter((run) => name === undefined || run.name === name)
    .filter((run) => status === undefined || run.status === status)
    .filter((run) => appId === undefined || String(run.app.id) === appId)
    .toSorted((one, other) => other.id - one.id);
  return counted(c, "check_runs", { items, shape: (run) => checkRunShape(world, repository, run) });
}

function runIn(repository: Repository, c: Call): CheckRun {
  const run = repository.runs.get(idParameter(c, "run"));
  if (run === undefined) throw notFound();
  return run;
}

function requireApp(entered: Entered): AppActor {
  const { user, app } = entered.actor;
  if (app === null) throw new GitHubError(403, "You must authenticate via a GitHub App.");
  return { user, app };
}

function requireOwn(run: CheckRun, actor: AppActor): void {
  if (run.app === actor.app) return;
  const message = `Invalid app_id \`${actor.app.id}\` - check run can only be modified by the GitHub App that created it.`;
  throw new GitHubError(403, message);
}
