import { z } from "zod";
import { latestStatuses, setStatus } from "../actions/statuses.ts";
import { GitHubError, invalid, notFound } from "../github-error.ts";
import { combinedStatusShape, statusShape } from "../payloads/status.ts";
import { resolveRef } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { bodyOf } from "./body.ts";
import { enter, parameter } from "./enter.ts";
import { listing, page } from "./pages.ts";

const creation = z.object({
  state: z.enum(["error", "failure", "pending", "success"]),
  context: z.string().default("default"),
  description: z.string().max(140, "description is too long (maximum is 140 characters)").nullish(),
  target_url: z.string().nullish(),
});

export function statusRoutes(world: World): Api {
  const api = newApi();
  api.post("/repos/:owner/:repo/statuses/:sha", (c) => {
    const { repository, actor } = enter(world, c, "statuses:write", "write");
    const sha = parameter(c, "sha");
    if (!repository.commits.has(sha)) {
      const message = `No commit found for SHA: ${sha}`;
      throw invalid({ resource: "Status", field: "sha", code: "custom", message });
    }
    const { state, context, description, target_url: targetUrl } = bodyOf(c, "Status", creation);
    const status = setStatus(world, repository, { actor, sha, context, state, description, targetUrl });
    return c.json(statusShape(world, repository, status), 201);
  });
  api.get("/repos/:owner/:repo/commits/:ref{.+}/statuses", (c) => {
    const { repository } = enter(world, c, "statuses:read");
    const sha = shaIn(repository, c);
    const statuses = repository.statuses.filter((status) => status.sha === sha).toReversed();
    return listing(c, statuses, (status) => statusShape(world, repository, status));
  });
  api.get("/repos/:owner/:repo/commits/:ref{.+}/status", (c) => {
    const { repository } = enter(world, c, "statuses:read");
    const sha = shaIn(repository, c);
    const statuses = latestStatuses(repository, sha);
    return c.json(combinedStatusShape(world, repository, { sha, statuses, page: page(c, statuses) }));
  });
  return api;
}

function shaIn(repository: Repository, c: Call): string {
  const ref = parameter(c, "ref");
  const commit = resolveRef(repository, ref);
  if (commit !== undefined) return commit.sha;
  if (/^[0-9a-f]{40}$/.test(ref)) throw new GitHubError(422, `No commit found for SHA: ${ref}`);
  throw notFound();
}
