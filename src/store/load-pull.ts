import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Evidence } from "../workflow/evidence.ts";
import type { Database } from "./database.ts";
import type { PullRef } from "./pull-ref.ts";
import { preparedFor } from "./prepared-for.ts";
import { pullRequests, repositories, webhookDeliveries } from "./schema.ts";
import { buildWorkflows } from "./workflow-schema.ts";
import { readEvidence } from "./stored-evidence.ts";
import { fromRow, type StoredWorkflow } from "./workflow-row.ts";

/** What Baton knows of a pull request and what is due on it. */
export type PullRow = Omit<typeof pullRequests.$inferSelect, "evidence"> & { readonly evidence: Evidence };

export interface LoadedPull {
  readonly repository: typeof repositories.$inferSelect;
  readonly pull: PullRow;
  /** Its newest workflow, open or ended. */
  readonly newest: StoredWorkflow | null;
  /** Whether a request waits to be applied. */
  readonly hasRequests: boolean;
}

/** Everything that a sync goes by, as it was at one moment. Null: no webhook ever spoke of this pull request. */
export async function loadPull(db: Database, ref: PullRef): Promise<LoadedPull | null> {
  const [row] = await statement(db).execute({ ...ref });
  if (row === undefined) return null;
  const { repository, pull, newest, hasRequests } = row;
  return {
    repository,
    pull: { ...pull, evidence: readEvidence(pull.evidence) },
    newest: newest === null ? null : fromRow(newest),
    hasRequests,
  };
}

const statement = preparedFor((db) => {
  const newest = db.drizzle
    .select({ id: buildWorkflows.id })
    .from(buildWorkflows)
    .where(
      and(
        eq(buildWorkflows.repositoryId, pullRequests.repositoryId),
        eq(buildWorkflows.pullNumber, pullRequests.number),
      ),
    )
    .orderBy(desc(buildWorkflows.createdAt), desc(buildWorkflows.id))
    .limit(1);
  const waiting = db.drizzle
    .select({ guid: webhookDeliveries.guid })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.repositoryId, pullRequests.repositoryId),
        eq(webhookDeliveries.pullNumber, pullRequests.number),
        isNull(webhookDeliveries.appliedAt),
      ),
    );
  const hasRequests = sql<boolean>`exists (${waiting})`.as("has_requests");
  return db.drizzle
    .select({ repository: repositories, pull: pullRequests, newest: buildWorkflows, hasRequests })
    .from(pullRequests)
    .innerJoin(repositories, eq(repositories.id, pullRequests.repositoryId))
    .leftJoin(buildWorkflows, eq(buildWorkflows.id, sql`(${newest})`))
    .where(
      and(
        eq(pullRequests.repositoryId, sql.placeholder("repositoryId")),
        eq(pullRequests.number, sql.placeholder("pullNumber")),
      ),
    )
    .prepare("load-pull");
});
