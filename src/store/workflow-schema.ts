import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, id, time } from "./columns.ts";
import { legalHandoff } from "./legal-handoff.ts";
import { phases, states } from "../workflow/states.ts";
import { pullRequests, ruleSnapshots } from "./schema.ts";

/** The workflows: the newest of a pull request is the one that people see. */
export const buildWorkflows = pgTable(
  "build_workflows",
  {
    id: uuid("id").primaryKey(),
    buildId: text("build_id").notNull(),
    projectId: text("project_id").notNull(),
    userId: text("user_id").notNull(),
    repositoryId: id("repository_id").notNull(),
    pullNumber: integer("pull_number").notNull(),
    status: text("status").notNull(),
    currentState: text("current_state").notNull(),
    errorFrom: text("error_from"),
    errorReason: text("error_reason"),
    version: integer("version").notNull(),
    stateSeq: integer("state_seq").notNull(),
    stateEnteredAt: time("state_entered_at").notNull(),
    stateHeldMs: id("state_held_ms").notNull().default(0),
    /** When time alone moves the workflow: the phase will have taken too long, or the lease on it is over. Null: never, or held. */
    deadlineAt: time("deadline_at"),
    eventSeq: integer("event_seq").notNull(),
    handoffSeq: integer("handoff_seq").notNull(),
    lastHash: bytes("last_hash").notNull(),
    retries: integer("retries").notNull().default(0),
    failedRuns: jsonb("failed_runs").notNull().default([]),
    hold: jsonb("hold"),
    claim: jsonb("claim"),
    /** The lease on the claim as a heartbeat left it, which is no change of the workflow. */
    claimRenewal: jsonb("claim_renewal"),
    lapses: integer("lapses").notNull().default(0),
    headSha: text("head_sha").notNull(),
    baseRef: text("base_ref").notNull(),
    staleBefore: time("stale_before").notNull(),
    mergedAt: time("merged_at"),
    cancelledBy: text("cancelled_by"),
    discoveryPhase: jsonb("discovery_phase"),
    planningPhase: jsonb("planning_phase"),
    implementationPhase: jsonb("implementation_phase"),
    testingPhase: jsonb("testing_phase"),
    verificationPhase: jsonb("verification_phase"),
    deploymentPhase: jsonb("deployment_phase"),
    phaseRecords: jsonb("phase_records").notNull().default({}),
    workflowMetadata: jsonb("workflow_metadata").notNull(),
    policy: jsonb("policy").notNull(),
    /** The rules that the policy is of; null: the defaults. */
    rulesDigest: text("rules_digest").references(() => ruleSnapshots.digest),
    publishedVersion: integer("published_version").notNull().default(0),
    calledSeq: integer("called_seq").notNull().default(0),
    startCause: text("start_cause").notNull(),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at").notNull(),
    completedAt: time("completed_at"),
  },
  (table) => [
    foreignKey({
      name: "build_workflows_pull_request",
      columns: [table.repositoryId, table.pullNumber],
      foreignColumns: [pullRequests.repositoryId, pullRequests.number],
    }).onDelete("cascade"),
    unique("build_workflows_start_cause").on(table.startCause),
    uniqueIndex("build_workflows_one_open")
      .on(table.repositoryId, table.pullNumber)
      .where(sql`${table.status} = 'open'`),
    index("build_workflows_pull").on(table.repositoryId, table.pullNumber, table.createdAt),
    // Lists and statistics of a repository go by time.
    index("build_workflows_repository").on(table.repositoryId, table.createdAt, table.id),
    index("build_workflows_head").on(table.repositoryId, table.headSha),
    // Rules that no workflow names any more are dropped.
    index("build_workflows_rules")
      .on(table.rulesDigest)
      .where(sql`${table.rulesDigest} is not null`),
    index("build_workflows_deadline")
      .on(table.deadlineAt)
      .where(sql`${table.deadlineAt} is not null`),
    check("build_workflows_status", sql`${table.status} in ('open', 'complete', 'cancelled')`),
    check(
      "build_workflows_state",
      sql`${table.currentState} in ('discovery', 'planning', 'handoff_to_coder', 'implementation', 'handoff_to_tester', 'testing', 'handoff_to_verifier', 'verification', 'handoff_to_releaser', 'deployment', 'complete', 'error')`,
    ),
    check("build_workflows_complete", sql`(${table.status} = 'complete') = (${table.currentState} = 'complete')`),
    check("build_workflows_error", sql`(${table.currentState} = 'error') = (${table.errorFrom} is not null)`),
    check("build_workflows_cancelled", sql`(${table.status} = 'cancelled') = (${table.cancelledBy} is not null)`),
    check("build_workflows_completed", sql`(${table.completedAt} is not null) = (${table.currentState} = 'complete')`),
    check(
      "build_workflows_error_from",
      sql`${table.errorFrom} in (${namesOf(states.filter((state) => state !== "complete" && state !== "error"))})`,
    ),
    check("build_workflows_cancelled_by", sql`${table.cancelledBy} in ('closed', 'command', 'no_access')`),
    check(
      "build_workflows_counts",
      sql`${table.version} > 0 and ${table.stateSeq} > 0 and ${table.retries} >= 0 and ${table.lapses} >= 0`,
    ),
    // A claim is on a phase that is under way, and its number is the version of a save.
    check(
      "build_workflows_claim",
      sql`${table.claim} is null or (${table.status} = 'open' and ${table.currentState} in (${namesOf(phases)}) and (${table.claim} ->> 'fence')::integer between 1 and ${table.version})`,
    ),
    check("build_workflows_hash", sql`octet_length(${table.lastHash}) = 32`),
  ],
);

export const workflowHandoffs = pgTable(
  "workflow_handoffs",
  {
    workflowId: uuid("workflow_id")
      .notNull()
      .references(() => buildWorkflows.id, { onDelete: "cascade" }),
    seq: integer("seq").notNull(),
    kind: text("kind").notNull(),
    fromRole: text("from_role"),
    toRole: text("to_role"),
    fromState: text("from_state").notNull(),
    toState: text("to_state").notNull(),
    dataTransferred: jsonb("data_transferred"),
    notes: text("notes"),
    /** SHA-256 of the data and the notes: what is left of them once retention drops the payload. */
    payloadDigest: bytes("payload_digest").notNull(),
    actor: jsonb("actor").notNull(),
    headSha: text("head_sha").notNull(),
    timestamp: time("timestamp").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workflowId, table.seq] }),
    // Few handoffs are setbacks, and statistics count these alone.
    index("workflow_handoffs_setbacks")
      .on(table.workflowId, table.kind, table.fromState)
      .where(sql`${table.kind} in ('retry', 'fail')`),
    check("workflow_handoffs_digest", sql`octet_length(${table.payloadDigest}) = 32`),
    check("workflow_handoffs_transition", sql.raw(legalHandoff)),
    check("workflow_handoffs_kind", sql`${table.kind} in ('step', 'retry', 'fail', 'recover', 'reset')`),
  ],
);

/** The audit chain: append-only, each row bound to the one before by its hash. */
export const workflowEvents = pgTable(
  "workflow_events",
  {
    workflowId: uuid("workflow_id")
      .notNull()
      .references(() => buildWorkflows.id, { onDelete: "cascade" }),
    seq: integer("seq").notNull(),
    eventType: text("event_type").notNull(),
    triggeredBy: jsonb("triggered_by").notNull(),
    cause: text("cause").notNull(),
    part: integer("part").notNull(),
    eventData: jsonb("event_data"),
    /** SHA-256 of the event's data, and of its handoff's: what is left of them once retention drops the payloads. */
    eventDigest: bytes("event_digest").notNull(),
    handoffSeq: integer("handoff_seq"),
    handoffDigest: bytes("handoff_digest"),
    prevHash: bytes("prev_hash").notNull(),
    hash: bytes("hash").notNull(),
    timestamp: time("timestamp").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workflowId, table.seq] }),
    unique("workflow_events_cause").on(table.workflowId, table.cause, table.part),
    uniqueIndex("workflow_events_request_cause")
      .on(table.cause)
      .where(sql`${table.part} = 0 and (${table.cause} like 'delivery:%' or ${table.cause} like 'api:%')`),
    check(
      "workflow_events_hash",
      sql`octet_length(${table.prevHash}) = 32 and octet_length(${table.hash}) = 32 and octet_length(${table.eventDigest}) = 32`,
    ),
    check(
      "workflow_events_handoff",
      sql`(${table.handoffSeq} is null) = (${table.handoffDigest} is null) and (${table.handoffDigest} is null or octet_length(${table.handoffDigest}) = 32)`,
    ),
    check(
      "workflow_events_type",
      sql`${table.eventType} in ('started', 'stepped', 'retried', 'failed', 'recovered', 'rolled_back', 'reset_by_push', 'head_changed', 'held', 'unheld', 'cancelled', 'closed', 'reopened', 'merged', 'reloaded', 'claimed', 'claim_lapsed')`,
    ),
  ],
);

function namesOf(names: readonly string[]) {
  return sql.raw(names.map((name) => `'${name}'`).join(", "));
}
