import { and, asc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { RecordedEvent, RecordedHandoff } from "../report/report.ts";
import type { Database } from "./database.ts";
import { preparedFor } from "./prepared-for.ts";
import { toRecordedEvent, toRecordedHandoff } from "./recorded-rows.ts";
import { workflowEvents, workflowHandoffs } from "./workflow-schema.ts";

/** What a request brought about. */
export interface RecordedChange {
  readonly workflowId: string;
  /** Every move of the one save, in order; never empty. */
  readonly moves: readonly { readonly event: RecordedEvent; readonly handoff: RecordedHandoff | null }[];
}

/** What the request with this cause changed, for whoever comes with it again; null when it changed nothing. */
export async function findByCause(db: Database, cause: string): Promise<RecordedChange | null> {
  const rows = await statement(db).execute({ cause });
  const [first] = rows;
  if (first === undefined) return null;
  const moves = rows.map(({ event, handoff }) => ({
    event: toRecordedEvent(event),
    handoff: handoff === null ? null : toRecordedHandoff(handoff),
  }));
  return { workflowId: first.event.workflowId, moves };
}

const statement = preparedFor((db) => {
  const first = alias(workflowEvents, "first");
  return (
    db.drizzle
      .select({ event: workflowEvents, handoff: workflowHandoffs })
      .from(first)
      .innerJoin(
        workflowEvents,
        and(eq(workflowEvents.workflowId, first.workflowId), eq(workflowEvents.cause, first.cause)),
      )
      .leftJoin(
        workflowHandoffs,
        and(
          eq(workflowHandoffs.workflowId, workflowEvents.workflowId),
          eq(workflowHandoffs.seq, workflowEvents.handoffSeq),
        ),
      )
      // In the words of the partial index on requests' causes, without which Postgres would not use it.
      .where(
        sql`${first.cause} = ${sql.placeholder("cause")} and ${first.part} = 0 and (${first.cause} like 'delivery:%' or ${first.cause} like 'api:%')`,
      )
      .orderBy(asc(workflowEvents.part))
      .prepare("find-by-cause")
  );
});
