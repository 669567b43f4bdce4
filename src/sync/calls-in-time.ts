import type { LoadedPull } from "../store/load-pull.ts";
import { dropOutbox, restOutbox, type OutboxRow } from "../store/outbox.ts";
import { calledBy, callId } from "../store/turn-call.ts";
import type { Turn } from "./context.ts";

/**
 * What is left to send once calls are gone whose turn is over, and those wait that a hold keeps back: a role that is called
 * late would be called in vain, and nobody is called while the work is held.
 */
export async function callsInTime(
  { context }: Turn,
  { newest }: LoadedPull,
  rows: readonly OutboxRow[],
): Promise<readonly OutboxRow[]> {
  const { db } = context.world;
  const calls = rows.filter((row) => calledBy(row.body) !== null);
  const present = newest !== null && newest.workflow.status === "open" ? callId(newest.workflow) : null;
  const past = calls.filter(({ cause }) => cause !== present);
  const held = newest?.workflow.hold === null ? [] : calls.filter((row) => !past.includes(row));
  if (past.length > 0) await dropOutbox(db, idsOf(past));
  if (held.length > 0) await restOutbox(db, idsOf(held));
  return rows.filter((row) => !past.includes(row) && !held.includes(row));
}

function idsOf(rows: readonly OutboxRow[]): readonly number[] {
  return rows.map(({ id }) => id);
}
