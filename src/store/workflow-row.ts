import { z } from "zod";
import { movesByTimeAt } from "../workflow/facts/fact-of-time.ts";
import { phases, type Phase } from "../workflow/states.ts";
import type { Claim, Workflow } from "../workflow/workflow.ts";
import { toBytea, type ChainEnd } from "./chain-rows.ts";
import type { buildWorkflows } from "./workflow-schema.ts";
import * as stored from "./stored-json.ts";

/** A workflow and what the store keeps beside it. */
export interface StoredWorkflow extends ChainEnd {
  readonly workflow: Workflow;
  /** The version that the report on GitHub shows. */
  readonly publishedVersion: number;
  /** The state_seq of the last turn that was called. */
  readonly calledSeq: number;
  readonly startCause: string;
}

export type WorkflowRow = typeof buildWorkflows.$inferSelect;

/** Reads a row. What was written by another version in another shape is an error that names the workflow. */
export function fromRow(row: WorkflowRow): StoredWorkflow {
  const parsed = jsonColumns.safeParse(row);
  if (!parsed.success) {
    throw new Error(
      `Workflow ${row.id} is not stored as this version of Baton reads it: ${z.prettifyError(parsed.error)}`,
      {
        cause: parsed.error,
      },
    );
  }
  const { workflowMetadata: metadata, ...columns } = parsed.data;
  return {
    workflow: { ...plainColumns(row), ...phaselessOf(columns), metadata, results: resultsOf(columns) },
    eventSeq: row.eventSeq,
    handoffSeq: row.handoffSeq,
    lastHash: row.lastHash,
    publishedVersion: row.publishedVersion,
    calledSeq: row.calledSeq,
    startCause: row.startCause,
  };
}

const result = stored.json.nullable();

const jsonColumns = z.object({
  status: z.enum(["open", "complete", "cancelled"]),
  currentState: stored.state,
  errorFrom: stored.state.nullable(),
  cancelledBy: z.enum(["closed", "command", "no_access"]).nullable(),
  failedRuns: z.array(z.string()),
  hold: stored.hold.nullable(),
  claim: stored.claim.nullable(),
  claimRenewal: stored.claimRenewal.nullable(),
  discoveryPhase: result,
  planningPhase: result,
  implementationPhase: result,
  testingPhase: result,
  verificationPhase: result,
  deploymentPhase: result,
  phaseRecords: stored.phaseRecords,
  workflowMetadata: stored.metadata,
  policy: stored.policy,
});

type JsonColumns = Omit<z.infer<typeof jsonColumns>, "workflowMetadata">;

function phaselessOf(columns: JsonColumns) {
  const { status, currentState, errorFrom, cancelledBy, failedRuns, hold, phaseRecords, policy } = columns;
  const claim = withRenewal(columns);
  return { status, currentState, errorFrom, cancelledBy, failedRuns, hold, claim, phaseRecords, policy };
}

/** A heartbeat counts for the claim that it was of, and never shortens it. */
function withRenewal({ claim, claimRenewal }: JsonColumns): Claim | null {
  if (claim === null || claim.fence !== claimRenewal?.fence) return claim;
  const { expiresAt } = claimRenewal;
  return claim.expiresAt !== null && claim.expiresAt < expiresAt ? { ...claim, expiresAt } : claim;
}

function resultsOf(columns: JsonColumns): Workflow["results"] {
  const given = phases.map((phase) => [phase, columns[`${phase}Phase`]] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== null));
}

function plainColumns(row: WorkflowRow) {
  return {
    id: row.id,
    buildId: row.buildId,
    projectId: row.projectId,
    userId: row.userId,
    repositoryId: row.repositoryId,
    pullNumber: row.pullNumber,
    errorReason: row.errorReason,
    version: row.version,
    stateSeq: row.stateSeq,
    stateEnteredAt: row.stateEnteredAt,
    stateHeldMs: row.stateHeldMs,
    retries: row.retries,
    lapses: row.lapses,
    headSha: row.headSha,
    baseRef: row.baseRef,
    staleBefore: row.staleBefore,
    mergedAt: row.mergedAt,
    rulesDigest: row.rulesDigest,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    completedAt: row.completedAt,
  };
}

/** A row as JSON for `jsonb_populate_record`, by the names of the columns. */
export function toRow({ workflow, ...kept }: StoredWorkflow): Record<string, unknown> {
  return {
    ...phaseColumns(workflow),
    id: workflow.id,
    build_id: workflow.buildId,
    project_id: workflow.projectId,
    user_id: workflow.userId,
    repository_id: workflow.repositoryId,
    pull_number: workflow.pullNumber,
    status: workflow.status,
    current_state: workflow.currentState,
    error_from: workflow.errorFrom,
    error_reason: workflow.errorReason,
    version: workflow.version,
    state_seq: workflow.stateSeq,
    state_entered_at: workflow.stateEnteredAt,
    state_held_ms: workflow.stateHeldMs,
    deadline_at: movesByTimeAt(workflow),
    event_seq: kept.eventSeq,
    handoff_seq: kept.handoffSeq,
    last_hash: toBytea(kept.lastHash),
    retries: workflow.retries,
    failed_runs: workflow.failedRuns,
    hold: workflow.hold,
    claim: workflow.claim,
    lapses: workflow.lapses,
    head_sha: workflow.headSha,
    base_ref: workflow.baseRef,
    stale_before: workflow.staleBefore,
    merged_at: workflow.mergedAt,
    cancelled_by: workflow.cancelledBy,
    phase_records: workflow.phaseRecords,
    workflow_metadata: workflow.metadata,
    policy: workflow.policy,
    rules_digest: workflow.rulesDigest,
    published_version: kept.publishedVersion,
    called_seq: kept.calledSeq,
    start_cause: kept.startCause,
    created_at: workflow.createdAt,
    updated_at: workflow.updatedAt,
    completed_at: workflow.completedAt,
  };
}

function phaseColumns(workflow: Workflow): Record<string, unknown> {
  return Object.fromEntries(phases.map((phase) => [phaseColumn(phase), workflow.results[phase] ?? null]));
}

export function phaseColumn(phase: Phase): string {
  return `${phase}_phase`;
}
