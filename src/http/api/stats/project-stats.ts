import { createRoute, z } from "@hono/zod-openapi";
import { findRepository } from "../../../store/tokens/find-repository.ts";
import { reads } from "../answers.ts";
import type { Api, ApiPorts } from "../api.ts";
import { statistics } from "../examples/statistics.ts";
import { notFound } from "../problem.ts";
import { projectParams } from "../schemas.ts";
import { readStats } from "./read-stats.ts";
import { statsAnswer } from "./stats-answer.ts";
import { windowOf, windowQuery } from "./stats-window.ts";

const answer = statsAnswer.extend({ project_id: z.string() }).openapi("ProjectStats");

const route = createRoute({
  method: "get",
  path: "/api/workflows/project/{project_id}/stats",
  operationId: "getProjectStats",
  summary: "How the workflows of a repository went",
  tags: ["Workflows"],
  request: { params: projectParams, query: windowQuery },
  responses: reads(answer, "Counts and durations, in seconds", statistics.project),
});

export function addProjectStats(api: Api, { world }: ApiPorts): void {
  api.openapi(route, async (context) => {
    const { repositoryIds } = context.get("token");
    const repository = await findRepository(world.db, context.req.valid("param").project_id, repositoryIds);
    if (repository === null) throw notFound("repository");
    const stats = await readStats(world, [repository.id], windowOf(context.req.valid("query")));
    return context.json({ project_id: String(repository.id), ...stats }, 200);
  });
}
