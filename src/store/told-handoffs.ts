import { desc, eq, getTableColumns, sql } from "drizzle-orm";
import type { RecordedHandoff } from "../report/report.ts";
import type { Database } from "./database.ts";
import { preparedFor } from "./prepared-for.ts";
import { toRecordedHandoff } from "./recorded-rows.ts";
import { workflowHandoffs } from "./workflow-schema.ts";

/**
 * The last handoffs of a workflow, newest first, with what the next role is told of them: of the data only why the work went
 * back. The results, which can be large, stand on the workflow.
 */
export async function loadToldHandoffs(
  db: Database,
  workflowId: string,
  limit: number,
): Promise<readonly RecordedHandoff[]> {
  const rows = await told(db).execute({ workflowId, limit });
  return rows.map(toRecordedHandoff);
}

const told = preparedFor((db) => {
  const { dataTransferred, ...columns } = getTableColumns(workflowHandoffs);
  const key = (name: string) => sql`${dataTransferred} -> ${sql.raw(`'${name}'`)}`;
  const why = sql<unknown>`jsonb_build_object(
    'retry_reason', ${key("retry_reason")}, 'failure_reason', ${key("failure_reason")}, 'evidence', ${key("evidence")})`;
  return db.drizzle
    .select({ ...columns, dataTransferred: why.as("why") })
    .from(workflowHandoffs)
    .where(eq(workflowHandoffs.workflowId, sql.placeholder("workflowId")))
    .orderBy(desc(workflowHandoffs.seq))
    .limit(sql.placeholder("limit"))
    .prepare("load-told-handoffs");
});
