import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api } from "./api.ts";
import type { RateLimits } from "./rate-limits.ts";

/** What GitHub says of itself, and how much a caller may still ask. */
export function metaRoutes(world: World, limits: RateLimits): Api {
  const api = newApi();
  api.get("/meta", (c) => c.json({ verifiable_password_authentication: false, hooks: [new URL(world.url).hostname] }));
  api.get("/rate_limit", (c) => {
    const core = limits.look(c.get("caller"));
    const search = { limit: 30, used: 0, remaining: 30, reset: core.reset };
    return c.json({ resources: { core, search }, rate: core });
  });
  return api;
}
