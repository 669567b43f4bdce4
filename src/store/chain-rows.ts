import type { ActorRef } from "../workflow/actor.ts";
import type { Handoff, Move } from "../workflow/decision.ts";
import {
  digest,
  eventHash,
  handoffDigest,
  payloadDigest,
  type ChainedEvent,
  type ChainedHandoff,
} from "./hash-chain.ts";

/** Where a workflow's chain ends. */
export interface ChainEnd {
  readonly eventSeq: number;
  readonly handoffSeq: number;
  readonly lastHash: Buffer;
}

/** Rows to append, as JSON for `jsonb_populate_recordset`, and where the chain ends after them. */
export interface Appended {
  readonly events: readonly object[];
  readonly handoffs: readonly object[];
  readonly end: ChainEnd;
}

interface Saved {
  readonly workflowId: string;
  readonly cause: string;
  readonly now: Date;
}

/** Makes the rows of one save's moves. The moves must be storable already: what is hashed is what is stored. */
export function chainRows(end: ChainEnd, moves: readonly Move[], saved: Saved): Appended {
  let { eventSeq, handoffSeq, lastHash } = end;
  const events: object[] = [];
  const handoffs: object[] = [];
  for (const [part, { event, handoff }] of moves.entries()) {
    eventSeq += 1;
    if (handoff !== null) handoffSeq += 1;
    // An actor may carry more than the chain keeps of it. The cause names the token.
    const by: ActorRef = { kind: event.by.kind, id: event.by.id, login: event.by.login };
    const chainedHandoff = handoff === null ? null : chainHandoff(handoff, { seq: handoffSeq, by, at: saved.now });
    const chained: ChainedEvent = {
      workflowId: saved.workflowId,
      seq: eventSeq,
      type: event.type,
      triggeredBy: by,
      cause: saved.cause,
      part,
      timestamp: saved.now,
      eventDigest: digest(event.data),
      handoffSeq: chainedHandoff?.seq ?? null,
      handoffDigest: chainedHandoff === null ? null : handoffDigest(chainedHandoff),
    };
    const hash = eventHash(lastHash, chained);
    events.push(eventRow({ chained, data: event.data, prevHash: lastHash, hash }));
    if (handoff !== null && chainedHandoff !== null) {
      handoffs.push(handoffRow(saved.workflowId, chainedHandoff, handoff));
    }
    lastHash = hash;
  }
  return { events, handoffs, end: { eventSeq, handoffSeq, lastHash } };
}

function chainHandoff(handoff: Handoff, { seq, by, at }: { seq: number; by: ActorRef; at: Date }): ChainedHandoff {
  return {
    seq,
    kind: handoff.kind,
    fromRole: handoff.fromRole,
    toRole: handoff.toRole,
    fromState: handoff.fromState,
    toState: handoff.toState,
    payloadDigest: payloadDigest(handoff.data, handoff.notes),
    actor: by,
    headSha: handoff.headSha,
    timestamp: at,
  };
}

interface HashedEvent {
  readonly chained: ChainedEvent;
  readonly data: unknown;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

function eventRow({ chained, data, prevHash, hash }: HashedEvent): object {
  return {
    workflow_id: chained.workflowId,
    seq: chained.seq,
    event_type: chained.type,
    triggered_by: chained.triggeredBy,
    cause: chained.cause,
    part: chained.part,
    event_data: data,
    event_digest: toBytea(chained.eventDigest),
    handoff_seq: chained.handoffSeq,
    handoff_digest: chained.handoffDigest === null ? null : toBytea(chained.handoffDigest),
    prev_hash: toBytea(prevHash),
    hash: toBytea(hash),
    timestamp: chained.timestamp,
  };
}

function handoffRow(workflowId: string, chained: ChainedHandoff, handoff: Handoff): object {
  return {
    workflow_id: workflowId,
    seq: chained.seq,
    kind: chained.kind,
    from_role: chained.fromRole,
    to_role: chained.toRole,
    from_state: chained.fromState,
    to_state: chained.toState,
    data_transferred: handoff.data,
    notes: handoff.notes,
    payload_digest: toBytea(chained.payloadDigest),
    actor: chained.actor,
    head_sha: chained.headSha,
    timestamp: chained.timestamp,
  };
}

/** Bytes in the notation in which Postgres reads them from JSON. */
export function toBytea(bytes: Buffer): string {
  return `\\x${bytes.toString("hex")}`;
}
