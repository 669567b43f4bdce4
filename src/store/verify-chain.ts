import { and, asc, eq, gt } from "drizzle-orm";
import type { Database } from "./database.ts";
import { digest, eventHash, genesis, handoffDigest, payloadDigest } from "./hash-chain.ts";
import { buildWorkflows, workflowEvents, workflowHandoffs } from "./workflow-schema.ts";

export type ChainVerdict =
  | { readonly ok: true; readonly length: number }
  | { readonly ok: false; readonly seq: number; readonly problem: string };

const pageSize = 200;

/**
 * Recomputes the audit chain of a workflow: that each event follows the one before, that its data and its handoff are
 * those that were hashed (or were dropped whole), and that none is missing at the end.
 */
export async function verifyChain(db: Database, workflowId: string): Promise<ChainVerdict> {
  return await db.drizzle.transaction(async (tx) => await walk(tx, workflowId), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

type Reader = Pick<Database["drizzle"], "select" | "$count">;
type EventRow = typeof workflowEvents.$inferSelect;
type HandoffRow = typeof workflowHandoffs.$inferSelect;

interface End {
  readonly seq: number;
  readonly hash: Buffer;
  readonly handoffSeq: number;
}

async function walk(tx: Reader, workflowId: string): Promise<ChainVerdict> {
  const [workflow] = await tx.select().from(buildWorkflows).where(eq(buildWorkflows.id, workflowId));
  if (workflow === undefined) return { ok: false, seq: 0, problem: `there is no workflow ${workflowId}` };
  let end: End = { seq: 0, hash: genesis, handoffSeq: 0 };
  for (;;) {
    const rows = await readPage(tx, workflowId, end.seq);
    for (const { event, handoff } of rows) {
      const problem = problemOf(end, event, handoff);
      if (problem !== null) return { ok: false, seq: end.seq + 1, problem };
      end = { seq: event.seq, hash: event.hash, handoffSeq: event.handoffSeq ?? end.handoffSeq };
    }
    if (rows.length < pageSize) break;
  }
  if (end.seq !== workflow.eventSeq || !end.hash.equals(workflow.lastHash)) {
    const problem = `the workflow's last event is ${workflow.eventSeq}, and the chain ends with another at ${end.seq}`;
    return { ok: false, seq: end.seq + 1, problem };
  }
  const handoffCount = await tx.$count(workflowHandoffs, eq(workflowHandoffs.workflowId, workflowId));
  if (end.handoffSeq !== workflow.handoffSeq || handoffCount !== end.handoffSeq) {
    return {
      ok: false,
      seq: end.seq,
      problem: `${handoffCount} handoffs are there, and the chain has ${end.handoffSeq}`,
    };
  }
  return { ok: true, length: end.seq };
}

async function readPage(tx: Reader, workflowId: string, after: number) {
  return await tx
    .select({ event: workflowEvents, handoff: workflowHandoffs })
    .from(workflowEvents)
    .leftJoin(
      workflowHandoffs,
      and(
        eq(workflowHandoffs.workflowId, workflowEvents.workflowId),
        eq(workflowHandoffs.seq, workflowEvents.handoffSeq),
      ),
    )
    .where(and(eq(workflowEvents.workflowId, workflowId), gt(workflowEvents.seq, after)))
    .orderBy(asc(workflowEvents.seq))
    .limit(pageSize);
}

function problemOf(end: End, event: EventRow, handoff: HandoffRow | null): string | null {
  if (event.seq !== end.seq + 1) return `event ${end.seq + 1} is missing`;
  if (!event.prevHash.equals(end.hash)) return "it does not follow the event before it";
  if (event.eventData !== null && !digest(event.eventData).equals(event.eventDigest)) return "its data was changed";
  if (!eventHash(event.prevHash, { ...event, type: event.eventType }).equals(event.hash)) return "it was changed";
  if (event.handoffSeq === null || event.handoffDigest === null) return null;
  if (event.handoffSeq !== end.handoffSeq + 1) return `handoff ${end.handoffSeq + 1} is missing`;
  if (handoff === null) return `its handoff ${event.handoffSeq} is missing`;
  if (!handoffDigest(handoff).equals(event.handoffDigest)) return `its handoff ${event.handoffSeq} was changed`;
  const isWhole = handoff.dataTransferred !== null;
  if (isWhole && !payloadDigest(handoff.dataTransferred, handoff.notes).equals(handoff.payloadDigest)) {
    return `the data or the notes of its handoff ${event.handoffSeq} were changed`;
  }
  return null;
}
