import { z } from "@hono/zod-openapi";
import { states } from "../../../workflow/states.ts";
import { time } from "../schemas.ts";
import { weeksMax } from "./weeks.ts";

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

const week = z
  .object({
    week: z.string().openapi({ description: "As ISO 8601 names it", example: "2026-W05" }),
    begins: z.iso.date().openapi({ description: "Its Monday; weeks begin at 00:00 UTC", example: "2026-01-26" }),
    completed: z.int(),
  })
  .openapi("Week");

/** What the statistics of a repository and of an owner have in common. */
export const statsAnswer = z.object({
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
  throughput: z
    .array(week)
    .max(weeksMax)
    .openapi({
      description: `What was completed in each week of the window, whenever it started, oldest first; the last ${String(weeksMax)} weeks at most`,
    }),
});
