import type { MiddlewareHandler } from "hono";
import { callerOf } from "../access/authentication.ts";
import { GitHubError } from "../github-error.ts";
import { findRepository } from "../state/directory.ts";
import type { World } from "../state/world.ts";
import type { ApiEnvironment, Call } from "./api.ts";
import type { RateLimits } from "./rate-limits.ts";

/** Tells who calls, counts the request, and leads on from a repository's former name. */
export function gate(world: World, limits: RateLimits): MiddlewareHandler<ApiEnvironment> {
  return async (c, next) => {
    const caller = callerOf(world, c.req.header("authorization"));
    c.set("caller", caller);
    if (caller.kind === "anonymous" && c.req.path !== "/meta") throw new GitHubError(401, "Requires authentication");
    if (c.req.path !== "/rate_limit") limits.count(caller);
    return redirection(world, c) ?? (await next());
  };
}

function redirection(world: World, c: Call): Response | undefined {
  const [, owner, name, rest] = /^\/repos\/([^/]+)\/([^/]+)(.*)$/.exec(c.req.path) ?? [];
  if (owner === undefined || name === undefined || findRepository(world, owner, name) !== undefined) return undefined;
  const former = `${owner}/${name}`.toLowerCase();
  const moved = [...world.repositories.values()].find((one) => one.formerNames.has(former));
  if (moved === undefined) return undefined;
  const url = `${world.url}/repositories/${moved.id}${rest}${new URL(c.req.url).search}`;
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  c.header("location", url);
  const message = isRead ? "Moved Permanently" : "Temporary Redirect";
  return c.json({ message, url, documentation_url: "https://docs.github.com/rest" }, isRead ? 301 : 307);
}
