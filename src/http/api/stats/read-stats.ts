import type { World } from "../../../orchestrator/ports.ts";
import { loadStats, type PhaseStats } from "../../../store/stats.ts";
import { loadThroughput } from "../../../store/throughput.ts";
import { toWeeks, weeksSpan, type Window } from "./weeks.ts";

/** Nothing of Baton's is outside. */
const ever = { from: new Date("2000-01-01T00:00:00Z"), to: new Date("3000-01-01T00:00:00Z") };

/** The statistics of some repositories in a window of time, in the words of the wire. */
export async function readStats(
  { db, now }: Pick<World, "db" | "now">,
  repositoryIds: readonly number[],
  window: Window,
) {
  const { from, to } = window;
  const at = now();
  const [stats, weeks] = await Promise.all([
    loadStats(db, { repositoryIds, from: from ?? ever.from, to: to ?? ever.to }),
    loadThroughput(db, { repositoryIds, ...weeksSpan(window, at) }),
  ]);
  const { completed, failed, cancelled, duration, phases } = stats;
  const ended = completed + failed + cancelled;
  return {
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
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
    throughput: toWeeks(weeks, window, at).map((week) => ({ ...week })),
  };
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
