import { fullRepositoryShape } from "../payloads/repository.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api } from "./api.ts";
import { enter } from "./enter.ts";

export function repositoryRoutes(world: World): Api {
  const api = newApi();
  api.get("/repos/:owner/:repo", (c) => {
    const { repository } = enter(world, c, "metadata:read");
    return c.json(fullRepositoryShape(world, repository));
  });
  return api;
}
