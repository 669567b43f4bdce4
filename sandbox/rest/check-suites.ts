import { rerequestSuite } from "../actions/check-requests.ts";
import { GitHubError, notFound } from "../github-error.ts";
import { checkSuiteShape } from "../payloads/check-suite.ts";
import type { CheckSuite } from "../state/checks.ts";
import { resolveRef } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { enter, idParameter, parameter } from "./enter.ts";
import { counted } from "./pages.ts";

/** Suites of check runs. Those that were asked for and got no run are listed too, queued for good. */
export function checkSuiteRoutes(world: World): Api {
  const api = newApi();
  api.get("/repos/:owner/:repo/commits/:ref{.+}/check-suites", (c) => {
    const { repository } = enter(world, c, "checks:read");
    const ref = parameter(c, "ref");
    const commit = resolveRef(repository, ref);
    if (commit === undefined) throw new GitHubError(422, `No commit found for SHA: ${ref}`);
    const appId = c.req.query("app_id");
    const name = c.req.query("check_name");
    const items = [...repository.suites.values()]
      .filter((suite) => suite.headSha === commit.sha)
      .filter((suite) => appId === undefined || String(suite.app.id) === appId)
      .filter((suite) => name === undefined || holds(repository, suite, name));
    return counted(c, "check_suites", { items, shape: (suite) => checkSuiteShape(world, repository, suite) });
  });
  api.get("/repos/:owner/:repo/check-suites/:suite", (c) => {
    const { repository } = enter(world, c, "checks:read");
    return c.json(checkSuiteShape(world, repository, suiteIn(repository, c)));
  });
  api.post("/repos/:owner/:repo/check-suites/:suite/rerequest", (c) => {
    const { repository, actor } = enter(world, c, "checks:write", "write");
    rerequestSuite(world, repository, { suite: suiteIn(repository, c), sender: actor });
    return c.json({}, 201);
  });
  return api;
}

function suiteIn(repository: Repository, c: Call): CheckSuite {
  const suite = repository.suites.get(idParameter(c, "suite"));
  if (suite === undefined) throw notFound();
  return suite;
}

function holds(repository: Repository, suite: CheckSuite, name: string): boolean {
  return [...repository.runs.values()].some((run) => run.suite === suite && run.name === name);
}
