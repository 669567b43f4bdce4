import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Answer, Baton } from "../../examples/agent/baton.ts";
import { takeLease, type Lease } from "../../examples/agent/lease.ts";
import type { Turn } from "../../examples/agent/turn.ts";

const turn = { workflow_id: "0195500e-0000-7000-8000-000000000001", role: "code_writer" } as Turn;

let beats: unknown[];

beforeEach(() => {
  beats = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A Baton that answers each heartbeat with what is given. */
function batonThat(answer: (count: number) => Answer | Error): Baton {
  const call: Baton["call"] = (_name, given) => {
    beats.push(given);
    const answered = answer(beats.length);
    return answered instanceof Error ? Promise.reject(answered) : Promise.resolve(answered);
  };
  return { tools: [], call, close: () => Promise.resolve() };
}

function held(minutes: number | null): Answer {
  const expires_at = minutes === null ? null : new Date(Date.now() + minutes * 60_000).toISOString();
  return { ok: true, value: { claim: { holder: "the agent", yours: true, fence: 7, expires_at } }, text: "" };
}

it("a lease is renewed three times in its time, also after a renewal that failed, until it is stopped", async () => {
  const baton = batonThat((count) => (count === 3 ? new Error("away") : held(30)));
  const lease = (await takeLease(baton, turn)) as Lease;
  expect(lease.fence).toBe(7);
  await vi.advanceTimersByTimeAsync(30 * 60_000);
  expect(beats).toEqual([turn, ...Array.from({ length: 3 }, () => ({ ...turn, fence: 7 }))]);
  lease.stop();
  await vi.advanceTimersByTimeAsync(30 * 60_000);
  expect(beats).toHaveLength(4);
});

it("a claim without an end needs no renewal", async () => {
  await takeLease(
    batonThat(() => held(null)),
    turn,
  );
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(beats).toHaveLength(1);
});

it("a phase that somebody else has is left to them", async () => {
  const refusal: Answer = { ok: false, problem: "/problems/claimed", text: "Somebody else has it.\nMore." };
  expect(
    await takeLease(
      batonThat(() => refusal),
      turn,
    ),
  ).toEqual({ kind: "stopped", why: "Somebody else has it." });
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(beats).toHaveLength(1);
});
