import { v7 as uuidv7 } from "uuid";
import { query, type Database } from "../../src/store/database.ts";
import { saveDecision, type DecisionToSave } from "../../src/store/save-decision.ts";
import type { StoredWorkflow } from "../../src/store/workflow-row.ts";
import type { Move } from "../../src/workflow/decision.ts";
import { defaultPolicy } from "../../src/workflow/policy.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";

export const now = new Date("2026-03-01T10:00:00.123Z");

export const maria = { kind: "user", id: 7, login: "maria" } as const;

/** A workflow as a start makes it. */
export function newWorkflow(over: Partial<Workflow> = {}): Workflow {
  return {
    id: uuidv7(),
    buildId: "pr-1",
    projectId: "100",
    userId: "7",
    repositoryId: 100,
    pullNumber: 1,
    status: "open",
    currentState: "discovery",
    errorFrom: null,
    errorReason: null,
    version: 1,
    stateSeq: 1,
    stateEnteredAt: now,
    stateHeldMs: 0,
    retries: 0,
    failedRuns: [],
    hold: null,
    claim: null,
    lapses: 0,
    headSha: "a".repeat(40),
    baseRef: "main",
    staleBefore: now,
    mergedAt: null,
    cancelledBy: null,
    results: {},
    phaseRecords: {},
    metadata: { requirements: "make it so", startedBy: maria, given: {} },
    policy: defaultPolicy,
    rulesDigest: null,
    createdAt: now,
    updatedAt: now,
    completedAt: null,
    ...over,
  };
}

export const started: Move = {
  event: { type: "started", by: maria, data: { requirements: "make it so" } },
  handoff: null,
};

/** The step from discovery to planning, with what was found out. */
export function step(workflowId: string, output: Record<string, unknown> = { risks: ["none"] }): Move {
  return {
    event: { type: "stepped", by: maria, data: { from: "discovery", to: "planning" } },
    handoff: {
      kind: "step",
      fromState: "discovery",
      toState: "planning",
      fromRole: "q_assistant",
      toRole: "q_assistant",
      data: {
        workflow_id: workflowId,
        current_phase: "planning",
        handoff_timestamp: now.toISOString(),
        previous_phase_output: output,
        instructions: "Make a plan.",
      },
      notes: "done",
      headSha: "a".repeat(40),
    },
  };
}

/** A repository and a pull request of it, as a webhook makes them known. */
export async function insertPull(db: Database, repositoryId = 100, number = 1): Promise<void> {
  await query(
    db,
    `insert into repositories (id, owner_id, full_name, installation_id) values ($1, 5, 'acme/shop', 9) on conflict do nothing`,
    [repositoryId],
  );
  await query(db, "insert into pull_requests (repository_id, number) values ($1, $2)", [repositoryId, number]);
}

export async function insertDelivery(db: Database, guid: string, number = 1): Promise<void> {
  await query(
    db,
    `insert into webhook_deliveries (guid, repository_id, pull_number, event, request, received_at)
     values ($1, 100, $2, 'issue_comment', '{}', $3)`,
    [guid, number, now],
  );
}

/** A start to save; each part can be replaced. */
export function startOf(workflow: Workflow, over: Partial<DecisionToSave> = {}): DecisionToSave {
  return {
    before: null,
    after: workflow,
    moves: [started],
    cause: `api:token:${workflow.id}`,
    now,
    delivery: null,
    outbox: [],
    wantsFacts: true,
    ...over,
  };
}

/** The step from discovery to planning, to save. */
export function stepOf(before: StoredWorkflow, over: Partial<DecisionToSave> = {}): DecisionToSave {
  const { workflow } = before;
  const after = { ...workflow, version: workflow.version + 1, stateSeq: 2, currentState: "planning" } as const;
  return {
    before,
    after: { ...after, results: { discovery: { risks: ["none"] } } },
    moves: [step(workflow.id)],
    cause: `api:token:${workflow.id}-step-${after.version}`,
    now,
    delivery: null,
    outbox: [],
    wantsFacts: false,
    ...over,
  };
}

/** Saves what is expected to be saved. */
export async function mustSave(db: Database, decision: DecisionToSave): Promise<StoredWorkflow> {
  const saved = await saveDecision(db, decision);
  if (saved.result === "lost") throw new Error(`the save with the cause ${decision.cause} was lost`);
  return saved.stored;
}
