import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { id, time } from "./columns.ts";
import { buildWorkflows } from "./workflow-schema.ts";

/**
 * What statistics need of the workflows that do not move any more: those that ended and those in error. A trigger writes it
 * with the workflow (`workflow_measures_of` says how), so that no statement can forget it. Its rows are a tenth of a
 * workflow's, without JSON.
 */
export const workflowMeasures = pgTable(
  "workflow_measures",
  {
    workflowId: uuid("workflow_id")
      .primaryKey()
      .references(() => buildWorkflows.id, { onDelete: "cascade" }),
    repositoryId: id("repository_id").notNull(),
    createdAt: time("created_at").notNull(),
    completedAt: time("completed_at"),
    outcome: text("outcome").notNull(),
    handoffs: integer("handoffs").notNull(),
    retries: integer("retries").notNull(),
    /** From the start to the end of one that is complete. */
    wholeMs: id("whole_ms"),
    /** Of each phase: the time at work until it was completed, null where it is not; and how often it was begun. */
    discoveryMs: id("discovery_ms"),
    discoveryAttempts: integer("discovery_attempts"),
    planningMs: id("planning_ms"),
    planningAttempts: integer("planning_attempts"),
    implementationMs: id("implementation_ms"),
    implementationAttempts: integer("implementation_attempts"),
    testingMs: id("testing_ms"),
    testingAttempts: integer("testing_attempts"),
    verificationMs: id("verification_ms"),
    verificationAttempts: integer("verification_attempts"),
    deploymentMs: id("deployment_ms"),
    deploymentAttempts: integer("deployment_attempts"),
  },
  (table) => [
    index("workflow_measures_created").on(table.repositoryId, table.createdAt),
    // What was completed in a week, whenever it started.
    index("workflow_measures_completed")
      .on(table.repositoryId, table.completedAt)
      .where(sql`${table.completedAt} is not null`),
    check("workflow_measures_outcome", sql`${table.outcome} in ('complete', 'cancelled', 'failed')`),
  ],
);
