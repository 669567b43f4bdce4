import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { RecordedHandoff } from "../report/report.ts";
import type { Database } from "./database.ts";
import { preparedFor } from "./prepared-for.ts";
import { toRecordedHandoff } from "./recorded-rows.ts";
import { workflowHandoffs } from "./workflow-schema.ts";

export interface HistoryPage {
  /** Oldest first. */
  readonly handoffs: readonly RecordedHandoff[];
  /** The `after` of the next page; null when this is the last. */
  readonly nextCursor: number | null;
}

/** The handoffs of a workflow after the one with the number `after` (0: from the first), at most `limit` of them. */
export async function loadHistory(
  db: Database,
  workflowId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<HistoryPage> {
  const rows = await page(db).execute({ workflowId, after, limit: limit + 1 });
  const handoffs = rows.slice(0, limit).map(toRecordedHandoff);
  return { handoffs, nextCursor: rows.length > limit ? (handoffs.at(-1)?.seq ?? null) : null };
}

const page = preparedFor((db) =>
  db.drizzle
    .select()
    .from(workflowHandoffs)
    .where(
      and(
        eq(workflowHandoffs.workflowId, sql.placeholder("workflowId")),
        gt(workflowHandoffs.seq, sql.placeholder("after")),
      ),
    )
    .orderBy(asc(workflowHandoffs.seq))
    .limit(sql.placeholder("limit"))
    .prepare("load-history"),
);
