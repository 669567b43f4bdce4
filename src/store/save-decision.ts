import pg from "pg";
import type { Move } from "../workflow/decision.ts";
import { phases } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { chainRows, type ChainEnd } from "./chain-rows.ts";
import { query, type Database } from "./database.ts";
import { genesis } from "./hash-chain.ts";
import { saveStatement, startStatement } from "./save-statement.ts";
import { toJsonb, toStorable } from "./storable.ts";
import { phaseColumn, toRow, type StoredWorkflow } from "./workflow-row.ts";

/** A kept request that a save or an outcome carries out a part of. */
export interface DeliveryMark {
  readonly guid: string;
  /** How many of its commands were judged before this one. */
  readonly index: number;
  /** JSON; kept with the delivery. */
  readonly outcome: unknown;
  /** Whether the request is done with this. */
  readonly last: boolean;
}

/** Something to be said on GitHub once, by its kind and cause. */
export interface OutboxDraft {
  readonly kind: string;
  readonly cause: string;
  /** JSON. */
  readonly body: unknown;
}

export interface DecisionToSave {
  /** The workflow that was judged; null where it is to be started. */
  readonly before: StoredWorkflow | null;
  readonly after: Workflow;
  readonly moves: readonly Move[];
  readonly cause: string;
  readonly now: Date;
  readonly delivery: DeliveryMark | null;
  readonly outbox: readonly OutboxDraft[];
  readonly wantsFacts: boolean;
  /** Judged by a lease that ran out: lost where whoever has it was heard of meanwhile. */
  readonly endsLease?: boolean;
}

export type SaveResult = { readonly result: "saved"; readonly stored: StoredWorkflow } | { readonly result: "lost" };

/**
 * Saves a decision with its handoffs, its events, the mark on its request and what is to be said about it, in one statement.
 * All of it happens or nothing: it is lost when the workflow has moved on since it was loaded, when the request has been
 * judged meanwhile, or when another open workflow or the same cause is there already. Whoever lost loads again.
 */
export async function saveDecision(db: Database, decision: DecisionToSave): Promise<SaveResult> {
  const { before, cause, now } = decision;
  const after = toStorable(decision.after);
  const expected = (before?.workflow.version ?? 0) + 1;
  if (after.version !== expected) {
    throw new Error(`A save of workflow ${after.id} must make it version ${expected}, not ${after.version}.`);
  }
  const end: ChainEnd = before ?? { eventSeq: 0, handoffSeq: 0, lastHash: genesis };
  const appended = chainRows(end, toStorable(decision.moves), { workflowId: after.id, cause, now });
  const kept = before ?? { publishedVersion: 0, calledSeq: 0, startCause: cause };
  const stored: StoredWorkflow = { ...kept, ...appended.end, workflow: after };
  const values = [
    decision.delivery?.guid ?? null,
    decision.delivery?.index ?? null,
    decision.delivery === null ? null : toJsonb(decision.delivery.outcome),
    decision.delivery?.last ?? null,
    now,
    toJsonb(changedColumns(before, stored)),
    toJsonb(appended.handoffs),
    toJsonb(appended.events),
    toJsonb(decision.outbox),
    decision.wantsFacts ? 1 : 0,
  ];
  const saved =
    before === null
      ? await run(db, { name: "save-start", text: startStatement, values })
      : await run(db, {
          name: "save-decision",
          text: saveStatement,
          values: [...values, before.workflow.id, before.workflow.version, decision.endsLease ?? false],
        });
  return saved ? { result: "saved", stored } : { result: "lost" };
}

/** Results can be large and rarely change: those that are as they were are not sent again. */
function changedColumns(before: StoredWorkflow | null, stored: StoredWorkflow): Record<string, unknown> {
  const row = toRow(stored);
  if (before === null) return row;
  for (const phase of phases) {
    if (before.workflow.results[phase] === stored.workflow.results[phase]) delete row[phaseColumn(phase)];
  }
  if (before.workflow.metadata === stored.workflow.metadata) delete row["workflow_metadata"];
  if (before.workflow.policy === stored.workflow.policy) delete row["policy"];
  return row;
}

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

async function run(db: Database, { name, text, values }: Statement): Promise<boolean> {
  try {
    const [row] = await query<{ saved: number }>(db, text, values, name);
    return row?.saved === 1;
  } catch (error) {
    if (error instanceof pg.DatabaseError && isLostRace(error)) return false;
    throw error;
  }
}

/** The same cause was quicker (23505), or two statements waited for each other and this one was given up (40P01). */
function isLostRace({ code, constraint }: pg.DatabaseError): boolean {
  if (code === "40P01") return true;
  return code === "23505" && (constraint === "workflow_events_cause" || constraint === "workflow_events_request_cause");
}
