import { desc, eq, sql } from "drizzle-orm";
import type { RecordedHandoff } from "../report/report.ts";
import type { Database } from "./database.ts";
import { preparedFor } from "./prepared-for.ts";
import { toRecordedHandoff } from "./recorded-rows.ts";
import { workflowHandoffs } from "./workflow-schema.ts";

/** The handoff by which a workflow came to where it is; null while it is where it started. */
export async function loadLastHandoff(db: Database, workflowId: string): Promise<RecordedHandoff | null> {
  const [row] = await lastHandoff(db).execute({ workflowId });
  return row === undefined ? null : toRecordedHandoff(row);
}

const lastHandoff = preparedFor((db) =>
  db.drizzle
    .select()
    .from(workflowHandoffs)
    .where(eq(workflowHandoffs.workflowId, sql.placeholder("workflowId")))
    .orderBy(desc(workflowHandoffs.seq))
    .limit(1)
    .prepare("load-last-handoff"),
);
