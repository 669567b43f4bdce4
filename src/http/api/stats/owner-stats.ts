import { createRoute, z } from "@hono/zod-openapi";
import { findOwner } from "../../../store/tokens/find-owner.ts";
import { reads } from "../answers.ts";
import type { Api, ApiPorts } from "../api.ts";
import { statistics } from "../examples/statistics.ts";
import { notFound } from "../problem.ts";
import { readStats } from "./read-stats.ts";
import { statsAnswer } from "./stats-answer.ts";
import { windowOf, windowQuery } from "./stats-window.ts";

const params = z.object({
  owner: z
    .string()
    .min(1)
    .max(100)
    .openapi({
      param: { name: "owner", in: "path" },
      description: "The login of a user or an organization, in either case",
      example: "acme",
    }),
});

const answer = statsAnswer
  .extend({
    owner: z.string(),
    project_ids: z.array(z.string()).openapi({
      description: "The owner's repositories that the token is good for: what is counted",
    }),
  })
  .openapi("OwnerStats");

const route = createRoute({
  method: "get",
  path: "/api/workflows/owner/{owner}/stats",
  operationId: "getOwnerStats",
  summary: "How the workflows of an owner's repositories went",
  tags: ["Workflows"],
  request: { params, query: windowQuery },
  responses: reads(answer, "Counts and durations, in seconds, of all of them together", statistics.owner),
});

/** An owner none of whose repositories the token is good for is as good as none. */
export function addOwnerStats(api: Api, { world }: ApiPorts): void {
  api.openapi(route, async (context) => {
    const owner = await findOwner(world.db, context.req.valid("param").owner, context.get("token").repositoryIds);
    if (owner === null) throw notFound("owner");
    const stats = await readStats(world, owner.repositoryIds, windowOf(context.req.valid("query")));
    return context.json({ owner: owner.login, project_ids: owner.repositoryIds.map(String), ...stats }, 200);
  });
}
