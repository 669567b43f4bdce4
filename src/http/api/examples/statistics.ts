import { build } from "./build.ts";

const phase = (minutes: number, attempts: number) => ({
  completed: 40,
  average_duration: minutes * 60,
  p50_duration: minutes * 50,
  p90_duration: minutes * 110,
  attempts,
  retries: 0,
  failures: 0,
});

/** The statistics of a month. */
const month = {
  from: "2026-01-01T00:00:00.000Z",
  to: "2026-02-01T00:00:00.000Z",
  total_workflows: 50,
  completed: 40,
  in_progress: 4,
  failed: 2,
  cancelled: 4,
  success_rate: 40 / 46,
  average_duration: 30_000,
  p50_duration: 25_000,
  p90_duration: 60_000,
  most_common_failure_point: "testing",
  average_handoffs: 13.5,
  total_retries: 12,
  phases: {
    discovery: phase(30, 50),
    planning: phase(60, 52),
    implementation: phase(240, 64),
    testing: { ...phase(20, 60), retries: 10, failures: 2 },
    verification: { ...phase(90, 44), retries: 2 },
    deployment: phase(15, 40),
  },
  throughput: [
    { week: "2026-W04", begins: "2026-01-19", completed: 12 },
    { week: "2026-W05", begins: "2026-01-26", completed: 9 },
  ],
} as const;

export const statistics = {
  project: { project_id: build.projectId, ...month },
  owner: { owner: "acme", project_ids: [build.projectId], ...month },
} as const;
