import { and, desc, eq, sql } from "drizzle-orm";
import { validate } from "uuid";
import type { Database } from "./database.ts";
import type { PullRef } from "./pull-ref.ts";
import { preparedFor } from "./prepared-for.ts";
import { buildWorkflows } from "./workflow-schema.ts";
import { fromRow, type StoredWorkflow } from "./workflow-row.ts";

/** A workflow by its id; null if there is none. An id that is no UUID finds none. */
export async function loadWorkflow(db: Database, id: string): Promise<StoredWorkflow | null> {
  if (!validate(id)) return null;
  const [row] = await byId(db).execute({ id });
  return row === undefined ? null : fromRow(row);
}

/** The newest workflow of a pull request, open or ended. */
export async function loadNewestWorkflow(db: Database, ref: PullRef): Promise<StoredWorkflow | null> {
  const [row] = await newest(db).execute({ ...ref });
  return row === undefined ? null : fromRow(row);
}

const byId = preparedFor((db) =>
  db.drizzle
    .select()
    .from(buildWorkflows)
    .where(eq(buildWorkflows.id, sql.placeholder("id")))
    .prepare("load-workflow"),
);

const newest = preparedFor((db) =>
  db.drizzle
    .select()
    .from(buildWorkflows)
    .where(
      and(
        eq(buildWorkflows.repositoryId, sql.placeholder("repositoryId")),
        eq(buildWorkflows.pullNumber, sql.placeholder("pullNumber")),
      ),
    )
    .orderBy(desc(buildWorkflows.createdAt), desc(buildWorkflows.id))
    .limit(1)
    .prepare("load-newest-workflow"),
);
