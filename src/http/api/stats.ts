import { createRoute, z } from "@hono/zod-openapi";
import { loadStats, type PhaseStats } from "../../store/stats.ts";
import { findRepository } from "../../store/tokens/find-repository.ts";
import { states } from "../../workflow/states.ts";
import { reads } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { notFound } from "./problem.ts";
import { projectParams, time } from "./schemas.ts";

const seconds = z.number().nullable();

const phaseStats = z
  .object({
    completed: z.int().openapi({ description: "Workflows that have completed it; the durations are of these" }),
    average_duration: seconds,
    p50_duration: seconds,
    p90_duration: seconds,
    attempts: z.int(),
    retries: z.int().openapi({ description: "How often it sent the work back" }),
    failures: z.int().openapi({ description: "How often it, or the handoff behind it, ended in error" }),
  })
  .openapi("PhaseStats");

const answer = z
  .object({
    project_id: z.string(),
    from: time.nullable(),
    to: time.nullable(),
    total_workflows: z.int(),
    completed: z.int(),
    in_progress: z.int(),
    failed: z.int().openapi({ description: "In error now" }),
    cancelled: z.int(),
    success_rate: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .openapi({ description: "Completed of those that are completed, failed or cancelled" }),
    average_duration: seconds.openapi({ description: "Seconds from start to complete" }),
    p50_duration: seconds,
    p90_duration: seconds,
    most_common_failure_point: z.enum(states).nullable().openapi({
      description: "Where the work was sent back or ended in error most often",
    }),
    average_handoffs: z.number().nullable(),
    total_retries: z.int(),
    phases: z.object({
      discovery: phaseStats,
      planning: phaseStats,
      implementation: phaseStats,
      testing: phaseStats,
      verification: phaseStats,
      deployment: phaseStats,
    }),
  })
  .openapi("ProjectStats");

const instant = z.iso.datetime({ offset: true }).optional();

const query = z.strictObject({
  from: instant.openapi({ description: "Workflows that started at or after it", example: "2026-01-01T00:00:00Z" }),
  to: instant.openapi({ description: "Workflows that started before it" }),
});

const route = createRoute({
  method: "get",
  path: "/api/workflows/project/{project_id}/stats",
  operationId: "getProjectStats",
  summary: "How the workflows of a repository went",
  tags: ["Workflows"],
  request: { params: projectParams, query },
  responses: reads(answer, "Counts and durations, in seconds"),
});

/** Nothing of Baton's is outside. */
const ever = { from: new Date("2000-01-01T00:00:00Z"), to: new Date("3000-01-01T00:00:00Z") };

export function addStats(api: Api, { world }: ApiPorts): void {
  api.openapi(route, async (context) => {
    const { repositoryIds } = context.get("token");
    const repository = await findRepository(world.db, context.req.valid("param").project_id, repositoryIds);
    if (repository === null) throw notFound("repository");
    const { from, to } = context.req.valid("query");
    const stats = await loadStats(world.db, {
      repositoryId: repository.id,
      from: from === undefined ? ever.from : new Date(from),
      to: to === undefined ? ever.to : new Date(to),
    });
    const { completed, failed, cancelled, duration, phases } = stats;
    const ended = completed + failed + cancelled;
    return context.json(
      {
        project_id: String(repository.id),
        from: from === undefined ? null : new Date(from).toISOString(),
        to: to === undefined ? null : new Date(to).toISOString(),
        total_workflows: stats.total,
        completed,
        in_progress: stats.inProgress,
        failed,
        cancelled,
        success_rate: ended === 0 ? null : completed / ended,
        average_duration: duration.mean,
        p50_duration: duration.p50,
        p90_duration: duration.p90,
        most_common_failure_point: stats.mostCommonFailurePoint,
        average_handoffs: stats.averageHandoffs,
        total_retries: stats.retries,
        phases: {
          discovery: toWire(phases.discovery),
          planning: toWire(phases.planning),
          implementation: toWire(phases.implementation),
          testing: toWire(phases.testing),
          verification: toWire(phases.verification),
          deployment: toWire(phases.deployment),
        },
      },
      200,
    );
  });
}

function toWire({ completed, mean, p50, p90, attempts, retries, failures }: PhaseStats) {
  return {
    completed,
    average_duration: mean,
    p50_duration: p50,
    p90_duration: p90,
    attempts,
    retries,
    failures,
  };
}
