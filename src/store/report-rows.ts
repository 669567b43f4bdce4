import { desc, eq, sql } from "drizzle-orm";
import type { ReportInput } from "../report/report.ts";
import type { Database } from "./database.ts";
import { loadLastHandoff } from "./last-handoff.ts";
import { preparedFor } from "./prepared-for.ts";
import { toRecordedEvent } from "./recorded-rows.ts";
import { workflowEvents } from "./workflow-schema.ts";

const eventsShown = 10;

/** What a report shows of a workflow's history: its last handoff, how many there are, and its last ten events. */
export async function loadReportRows(
  db: Database,
  workflowId: string,
): Promise<Pick<ReportInput, "handoffs" | "handoffCount" | "events">> {
  const [handoff, events] = await Promise.all([
    loadLastHandoff(db, workflowId),
    lastEvents(db).execute({ workflowId }),
  ]);
  return {
    handoffs: handoff === null ? [] : [handoff],
    // Handoffs are numbered from one without gaps, and none is ever deleted.
    handoffCount: handoff?.seq ?? 0,
    events: events.map(toRecordedEvent),
  };
}

const lastEvents = preparedFor((db) =>
  db.drizzle
    .select()
    .from(workflowEvents)
    .where(eq(workflowEvents.workflowId, sql.placeholder("workflowId")))
    .orderBy(desc(workflowEvents.seq))
    .limit(eventsShown)
    .prepare("load-last-events"),
);
