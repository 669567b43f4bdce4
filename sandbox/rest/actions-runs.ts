import { actionsRunShape } from "../payloads/actions-run.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api } from "./api.ts";
import { enter } from "./enter.ts";
import { counted } from "./pages.ts";

/** What GitHub Actions ran, newest first. */
export function actionsRunRoutes(world: World): Api {
  const api = newApi();
  api.get("/repos/:owner/:repo/actions/runs", (c) => {
    const { repository } = enter(world, c, "actions:read");
    const [sha, event, suiteId] = [c.req.query("head_sha"), c.req.query("event"), c.req.query("check_suite_id")];
    const items = [...repository.suites.values()]
      .flatMap((suite) => (suite.actionsRun === null ? [] : [{ suite, run: suite.actionsRun }]))
      .filter(({ suite }) => sha === undefined || suite.headSha === sha)
      .filter(({ run }) => event === undefined || run.event === event)
      .filter(({ suite }) => suiteId === undefined || String(suite.id) === suiteId)
      .toReversed();
    return counted(c, "workflow_runs", { items, shape: (about) => actionsRunShape(world, repository, about) });
  });
  return api;
}
