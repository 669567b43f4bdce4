import { describe, expect, test } from "vitest";
import {
  digest,
  eventHash,
  genesis,
  handoffDigest,
  payloadDigest,
  type ChainedEvent,
  type ChainedHandoff,
} from "../../src/store/hash-chain.ts";

const at = new Date("2026-03-01T10:00:00.123Z");
const maria = { kind: "user", id: 7, login: "maria" };

const event: ChainedEvent = {
  workflowId: "01958a40-0000-7000-8000-000000000001",
  seq: 1,
  type: "started",
  triggeredBy: maria,
  cause: "delivery:abc#0",
  part: 0,
  timestamp: at,
  eventDigest: digest({}),
  handoffSeq: null,
  handoffDigest: null,
};

const handoff: ChainedHandoff = {
  seq: 1,
  kind: "step",
  fromRole: "q_assistant",
  toRole: "code_writer",
  fromState: "planning",
  toState: "handoff_to_coder",
  payloadDigest: payloadDigest({ instructions: "x" }, null),
  actor: maria,
  headSha: "a".repeat(40),
  timestamp: at,
};

describe("a digest", () => {
  test("does not depend on the order of keys", () => {
    expect(digest({ b: 1, a: { d: 2, c: 3 } })).toEqual(digest({ a: { c: 3, d: 2 }, b: 1 }));
  });

  test("is SHA-256 of RFC 8785's canonical JSON", () => {
    // printf '%s' '{"a":1e+21,"b":"é"}' | sha256sum
    expect(digest({ b: "é", a: 1e21 }).toString("hex")).toBe(
      "45dab1f4ec59a49ffffa8c83f9335d39d371f63633cc77351979339ec2bf21ad",
    );
  });

  test("of what is no JSON is refused", () => {
    expect(() => digest(undefined)).toThrow(/Only JSON/);
  });
});

describe("an event's hash", () => {
  const changes: Partial<ChainedEvent>[] = [
    { workflowId: "01958a40-0000-7000-8000-000000000002" },
    { seq: 2 },
    { type: "failed" },
    { triggeredBy: { ...maria, login: "mario" } },
    { cause: "delivery:abc#1" },
    { part: 1 },
    { timestamp: new Date(at.getTime() + 1) },
    { eventDigest: digest({ more: true }) },
    { handoffSeq: 1 },
    { handoffDigest: handoffDigest(handoff) },
  ];

  test.each(changes)("changes with %o", (change) => {
    expect(eventHash(genesis, { ...event, ...change })).not.toEqual(eventHash(genesis, event));
  });

  test("changes with the hash of the event before it", () => {
    expect(eventHash(digest("another"), event)).not.toEqual(eventHash(genesis, event));
  });
});

describe("a handoff's digest", () => {
  const changes: Partial<ChainedHandoff>[] = [
    { seq: 2 },
    { kind: "retry" },
    { fromRole: null },
    { toRole: null },
    { fromState: "discovery" },
    { toState: "planning" },
    { payloadDigest: payloadDigest({ instructions: "x" }, "a note") },
    { actor: { ...maria, id: 8 } },
    { headSha: "b".repeat(40) },
    { timestamp: new Date(at.getTime() + 1) },
  ];

  test.each(changes)("changes with %o", (change) => {
    expect(handoffDigest({ ...handoff, ...change })).not.toEqual(handoffDigest(handoff));
  });
});
