import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { State } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";
import type { Database } from "./database.ts";
import { fromRow } from "./workflow-row.ts";
import { buildWorkflows } from "./workflow-schema.ts";

export interface WorkflowFilter {
  readonly repositoryIds: readonly number[];
  /** Null: any; so of the others. */
  readonly pullNumber: number | null;
  readonly status: Workflow["status"] | null;
  readonly states: readonly State[] | null;
  /** The last of the page before. */
  readonly after: Pick<Workflow, "createdAt" | "id"> | null;
  readonly limit: number;
}

/** The workflows that fit, newest first, at most `limit` of them. */
export async function listWorkflows(
  db: Database,
  filter: WorkflowFilter,
): Promise<{ readonly workflows: readonly Workflow[]; readonly isLast: boolean }> {
  const { repositoryIds, pullNumber, status, states, after, limit } = filter;
  const { createdAt, id } = buildWorkflows;
  const rows = await db.drizzle
    .select()
    .from(buildWorkflows)
    .where(
      and(
        inArray(buildWorkflows.repositoryId, [...repositoryIds]),
        pullNumber === null ? undefined : eq(buildWorkflows.pullNumber, pullNumber),
        status === null ? undefined : eq(buildWorkflows.status, status),
        states === null ? undefined : inArray(buildWorkflows.currentState, [...states]),
        after === null
          ? undefined
          : sql`(${createdAt}, ${id}) < (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(createdAt), desc(id))
    .limit(limit + 1);
  return { workflows: rows.slice(0, limit).map((row) => fromRow(row).workflow), isLast: rows.length <= limit };
}
