import { issueShape } from "../payloads/issue.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api } from "./api.ts";
import { enter, issueIn } from "./enter.ts";

export function issueRoutes(world: World): Api {
  const api = newApi();
  api.get("/repos/:owner/:repo/issues/:number", (c) => {
    const { repository } = enter(world, c, "issues:read|pull_requests:read");
    return c.json(issueShape(world, issueIn(repository, c)));
  });
  return api;
}
