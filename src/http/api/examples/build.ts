import { instructions } from "../../../workflow/instructions.ts";

/** The build that all examples tell of: one pull request, on its way from planning to complete. */
export const build = {
  workflowId: "0195500e-0000-7000-8000-000000000001",
  projectId: "424242",
  pullNumber: 42,
  headSha: "4f2a9c1d7b3e5a6c8d9e0f1a2b3c4d5e6f708192",
  requirements: ["R1: customers pay by card", "R2: a card is charged once"],
  startedAt: "2026-01-31T09:00:00.000Z",
  plannedAt: "2026-01-31T09:40:00.000Z",
  implementedAt: "2026-01-31T11:05:00.000Z",
  testedAt: "2026-01-31T11:20:00.000Z",
} as const;

/** Its workflow in implementation, as it stands in lists. */
export const summary = {
  workflow_id: build.workflowId,
  build_id: "build-7",
  project_id: build.projectId,
  pull_number: build.pullNumber,
  status: "open",
  current_state: "implementation",
  current_role: "code_writer",
  claim: { holder: "the coder", yours: true, fence: 4, expires_at: "2026-01-31T10:15:00.000Z" },
  retries: 0,
  head_sha: build.headSha,
  created_at: build.startedAt,
  updated_at: build.plannedAt,
  completed_at: null,
} as const;

/** The handoff from planning, without its data. */
export const plannedHandoff = {
  seq: 2,
  kind: "step",
  from_state: "planning",
  to_state: "handoff_to_coder",
  from_role: "q_assistant",
  to_role: "q_assistant",
  notes: "Begin with the form.",
  head_sha: build.headSha,
  by: { kind: "token", id: null, login: "the planner" },
  timestamp: build.plannedAt,
} as const;

/** What the Code Writer gets. */
export const plannedData = {
  workflow_id: build.workflowId,
  current_phase: "handoff_to_coder",
  handoff_timestamp: build.plannedAt,
  previous_phase_output: { plan: ["1. A form", "2. A client for the bank"] },
  instructions: instructions.handoff_to_coder,
  implementation_plan: ["1. A form", "2. A client for the bank"],
  requirements: [...build.requirements],
};
