import { desc, eq, sql } from "drizzle-orm";
import type { ReportInput } from "../report/report.ts";
import type { Database } from "./database.ts";
import { preparedFor } from "./prepared-for.ts";
import { toRecordedEvent, toRecordedHandoff } from "./recorded-rows.ts";
import { workflowEvents, workflowHandoffs } from "./workflow-schema.ts";

const eventsShown = 10;

/** What a report shows of a workflow's history: its last handoff, how many there are, and its last ten events. */
export async function loadReportRows(
  db: Database,
  workflowId: string,
): Promise<Pick<ReportInput, "handoffs" | "handoffCount" | "events">> {
  const [handoffs, events] = await Promise.all([
    lastHandoff(db).execute({ workflowId }),
    lastEvents(db).execute({ workflowId }),
  ]);
  return {
    handoffs: handoffs.map(toRecordedHandoff),
    // Handoffs are numbered from one without gaps, and none is ever deleted.
    handoffCount: handoffs[0]?.seq ?? 0,
    events: events.map(toRecordedEvent),
  };
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

const lastEvents = preparedFor((db) =>
  db.drizzle
    .select()
    .from(workflowEvents)
    .where(eq(workflowEvents.workflowId, sql.placeholder("workflowId")))
    .orderBy(desc(workflowEvents.seq))
    .limit(eventsShown)
    .prepare("load-last-events"),
);
