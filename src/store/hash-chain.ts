import canonicalize from "canonicalize";
import { createHash } from "node:crypto";

/** What stands before the first event of a workflow. */
export const genesis = Buffer.alloc(32);

/** An event as the chain binds it: everything but its data, which the digest stands for. */
export interface ChainedEvent {
  readonly workflowId: string;
  readonly seq: number;
  readonly type: string;
  /** JSON, as it is stored. */
  readonly triggeredBy: unknown;
  readonly cause: string;
  readonly part: number;
  readonly timestamp: Date;
  readonly eventDigest: Buffer;
  readonly handoffSeq: number | null;
  readonly handoffDigest: Buffer | null;
}

/** A handoff as the chain binds it: everything but its data and notes, which the digest stands for. */
export interface ChainedHandoff {
  readonly seq: number;
  readonly kind: string;
  readonly fromRole: string | null;
  readonly toRole: string | null;
  readonly fromState: string;
  readonly toState: string;
  readonly payloadDigest: Buffer;
  /** JSON, as it is stored. */
  readonly actor: unknown;
  readonly headSha: string;
  readonly timestamp: Date;
}

/**
 * The hash of an event, which binds it to the one before. Payloads are in it as digests only, so that they may be dropped
 * and the chain still verifies.
 */
export function eventHash(prevHash: Buffer, event: ChainedEvent): Buffer {
  return digest({
    prevHash: prevHash.toString("hex"),
    workflowId: event.workflowId,
    seq: event.seq,
    type: event.type,
    triggeredBy: event.triggeredBy,
    cause: event.cause,
    part: event.part,
    timestamp: event.timestamp.toISOString(),
    eventDigest: event.eventDigest.toString("hex"),
    handoffSeq: event.handoffSeq,
    handoffDigest: event.handoffDigest?.toString("hex") ?? null,
  });
}

export function handoffDigest(handoff: ChainedHandoff): Buffer {
  return digest({
    seq: handoff.seq,
    kind: handoff.kind,
    fromRole: handoff.fromRole,
    toRole: handoff.toRole,
    fromState: handoff.fromState,
    toState: handoff.toState,
    payloadDigest: handoff.payloadDigest.toString("hex"),
    actor: handoff.actor,
    headSha: handoff.headSha,
    timestamp: handoff.timestamp.toISOString(),
  });
}

/** Stands for a handoff's data and notes. */
export function payloadDigest(data: unknown, notes: string | null): Buffer {
  return digest({ data, notes });
}

/** SHA-256 of a value's canonical JSON (RFC 8785), which is the same after a passage through jsonb. */
export function digest(value: unknown): Buffer {
  const text = canonical(value);
  if (text === undefined) throw new TypeError("Only JSON has a digest.");
  return createHash("sha256").update(text).digest();
}

/** The package exports the function itself; its types say that it exports a default. */
const canonical = canonicalize as unknown as (value: unknown) => string | undefined;
