import { and, eq, sql } from "drizzle-orm";
import type { RecordedHandoff } from "../report/report.ts";
import type { Database } from "./database.ts";
import { preparedFor } from "./prepared-for.ts";
import { toRecordedHandoff } from "./recorded-rows.ts";
import { workflowHandoffs } from "./workflow-schema.ts";

/** One handoff of a workflow, with what was passed on; null where there is none with this number. */
export async function findHandoff(db: Database, workflowId: string, seq: number): Promise<RecordedHandoff | null> {
  const [row] = await one(db).execute({ workflowId, seq });
  return row === undefined ? null : toRecordedHandoff(row);
}

const one = preparedFor((db) =>
  db.drizzle
    .select()
    .from(workflowHandoffs)
    .where(
      and(
        eq(workflowHandoffs.workflowId, sql.placeholder("workflowId")),
        eq(workflowHandoffs.seq, sql.placeholder("seq")),
      ),
    )
    .prepare("find-handoff"),
);
