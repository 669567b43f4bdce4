import { desc, eq, getTableColumns, sql } from "drizzle-orm";
import type { RecordedHandoff } from "../report/report.ts";
import type { Database } from "./database.ts";
import { preparedFor } from "./prepared-for.ts";
import { toRecordedHandoff } from "./recorded-rows.ts";
import { workflowHandoffs } from "./workflow-schema.ts";

/** The last handoffs of a workflow, oldest first, without what was passed on, which can be large. */
export async function loadLastHandoffs(
  db: Database,
  workflowId: string,
  limit: number,
): Promise<readonly Omit<RecordedHandoff, "data">[]> {
  const rows = await last(db).execute({ workflowId, limit });
  return rows.map((row) => toRecordedHandoff({ ...row, dataTransferred: null })).toReversed();
}

const last = preparedFor((db) => {
  const { dataTransferred: _left, ...columns } = getTableColumns(workflowHandoffs);
  return db.drizzle
    .select(columns)
    .from(workflowHandoffs)
    .where(eq(workflowHandoffs.workflowId, sql.placeholder("workflowId")))
    .orderBy(desc(workflowHandoffs.seq))
    .limit(sql.placeholder("limit"))
    .prepare("load-last-handoffs");
});
