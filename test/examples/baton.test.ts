import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { connectToBaton } from "../../examples/agent/baton.ts";
import { callerFor } from "../support/api-caller.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { bring, openRepository, pathOf, workflowOf, type Stage } from "../support/stage.ts";
import { openUnreliableWay, type Mishap } from "./unreliable.ts";

let relay: Relay;
let stage: Stage;
let waited: number[];

beforeAll(async () => {
  relay = await startRelay();
  stage = openRepository(relay);
});
beforeEach(() => {
  waited = [];
});
afterAll(() => relay.close());

/** Completes planning over a way on which these things happen. */
async function completeOver(mishaps: Mishap[]) {
  const pull = stage.openPull();
  await bring(relay, pull, "planning");
  const { id } = await workflowOf(relay, pull);
  const { token } = await callerFor(relay, [stage.repository.id]);
  const way = await openUnreliableWay(`http://127.0.0.1:${String(relay.baton().port)}`, mishaps);
  const baton = await connectToBaton(way.url, token, async (ms) => waited.push(ms));
  const given = { workflow_id: id, role: "q_assistant", completed_state: "planning", idempotency_key: "once" };
  try {
    return { answer: await baton.call("advance_workflow", given), path: await pathOf(relay, pull), calls: way.calls };
  } finally {
    await baton.close();
    await way.close();
  }
}

it("a call that did not get through is made again with the same key, and carried out once", async () => {
  const { answer, path, calls } = await completeOver(["lost", 503, 429]);
  expect(answer).toMatchObject({ ok: true, value: { new_state: "handoff_to_coder" } });
  expect(path).toEqual(["discovery → planning", "planning → handoff_to_coder"]);
  expect(calls.map(({ idempotency_key: key }) => key)).toEqual(["once", "once", "once", "once"]);
  expect(waited).toEqual([1_000, 2_000, 4_000]);
});

it("a call that will never get through is not made again", async () => {
  await expect(completeOver([401])).rejects.toThrow();
  expect(waited).toEqual([]);
});

it("a call is given up in the end", async () => {
  await expect(completeOver(Array.from({ length: 9 }, () => 503))).rejects.toThrow();
  expect(waited).toEqual([1_000, 2_000, 4_000, 8_000, 15_000]);
});
