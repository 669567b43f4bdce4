import { afterEach, beforeEach, expect, it } from "vitest";
import { playAgentsStory } from "../../../sandbox/demo/agents/story.ts";
import { expected } from "../../../sandbox/demo/expected.ts";
import { createScene } from "../../../sandbox/demo/scene.ts";
import type { Role } from "../../../src/workflow/roles.ts";
import { callerFor } from "../../support/api-caller.ts";
import { startRelay, type Relay } from "../../support/relay.ts";
import { handoffsOf } from "../../support/stage.ts";

let relay: Relay;
let told: string[];

beforeEach(async () => {
  relay = await startRelay();
  told = [];
});
afterEach(() => relay.close());

/** @param roleFor which role a token is good for, of the one that it is asked for. */
function play(roleFor = (role: Role): Role => role) {
  const scene = createScene((line) => told.push(line.replace(/^ *[\d.]+s +/, "")), false);
  const tokenFor = async (id: number, role: Role, label: string) =>
    (await callerFor(relay, [id], { roles: [roleFor(role)], label })).token;
  return playAgentsStory(scene, relay.sandbox, {
    batonUrl: `http://127.0.0.1:${String(relay.baton().port)}`,
    tokenFor,
  });
}

it("five agents play the demo's story as it is told, with a retry and a rollback", async () => {
  const pull = await play();
  const handoffs = await handoffsOf(relay, pull);
  expect(handoffs.map(({ to_state }) => to_state)).toEqual(expected.agents.states);
  expect(new Set(handoffs.map(({ actor }) => actor.login))).toEqual(
    new Set([...["Quinn", "Cody", "Tess", "Vera", "Remy"].map((name) => `${name}, an agent`), "Baton", "maria"]),
  );
  expect(handoffs.filter(({ kind }) => kind !== "step").map(({ kind, notes }) => [kind, notes])).toEqual([
    ["retry", 'The check "test" fails: receipt.test.ts: expected 1 mail, got 2'],
    ["reset", "The plan misses refunds."],
  ]);
  expect(told).toContain("CI       test is red: receipt.test.ts: expected 1 mail, got 2");
  expect(told.filter((line) => line.includes("stops:"))).toEqual([
    "Vera     stops: The workflow is in another state (/problems/stale-state). The workflow is in planning.",
  ]);
});

it("the demo ends with an error where an agent does not do what is told of it", async () => {
  await expect(play((role) => (role === "code_writer" ? "release_manager" : role))).rejects.toThrow(
    "Cody handed on 0 times.",
  );
});
