import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { RecordedEvent } from "../report/report.ts";
import type { Database } from "./database.ts";
import { preparedFor } from "./prepared-for.ts";
import { toRecordedEvent } from "./recorded-rows.ts";
import { workflowEvents } from "./workflow-schema.ts";

/** An event with its place in the chain. */
interface ChainedEvent {
  readonly event: RecordedEvent;
  readonly handoffSeq: number | null;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

export interface EventsPage {
  /** Oldest first. */
  readonly events: readonly ChainedEvent[];
  /** The `after` of the next page; null when this is the last. */
  readonly nextCursor: number | null;
}

/** The events of a workflow after the one with the number `after` (0: from the first), at most `limit` of them. */
export async function loadEvents(
  db: Database,
  workflowId: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<EventsPage> {
  const rows = await page(db).execute({ workflowId, after, limit: limit + 1 });
  const events = rows.slice(0, limit).map((row) => {
    const { handoffSeq, prevHash, hash } = row;
    return { event: toRecordedEvent(row), handoffSeq, prevHash, hash };
  });
  return { events, nextCursor: rows.length > limit ? (events.at(-1)?.event.seq ?? null) : null };
}

const page = preparedFor((db) =>
  db.drizzle
    .select()
    .from(workflowEvents)
    .where(
      and(
        eq(workflowEvents.workflowId, sql.placeholder("workflowId")),
        gt(workflowEvents.seq, sql.placeholder("after")),
      ),
    )
    .orderBy(asc(workflowEvents.seq))
    .limit(sql.placeholder("limit"))
    .prepare("load-events"),
);
