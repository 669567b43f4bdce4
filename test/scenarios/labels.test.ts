import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  bring,
  openRepository,
  outcomesOf,
  pathOf,
  stateOf,
  statusComment,
  workflowOf,
  writesSince,
  type Stage,
} from "../support/stage.ts";

describe("labels as requests", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  it("start a relay with `baton: start`, which vanishes", async () => {
    const pull = stage.openPull();
    pull.label("chen", "baton: start");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("discovery");
    expect(pull.labels()).toEqual(["baton: discovery"]);
  });

  it("ask for a state by the one move that leads there", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    for (const state of ["handoff_to_coder", "implementation", "discovery", "error", "planning"]) {
      pull.label("maria", `baton: ${state}`);
      await relay.settle();
      // From error, recovery goes no further than the phase that failed.
      expect(await stateOf(relay, pull)).toBe(state === "planning" ? "error" : state);
    }
    expect(await pathOf(relay, pull)).toEqual([
      "discovery → planning",
      "planning → handoff_to_coder",
      "handoff_to_coder → implementation",
      "implementation → discovery",
      "discovery → error",
    ]);
    expect(pull.labels()).toEqual(["baton: error"]);
    expect(statusComment(pull)).toContain("baton: planning");
  });

  it("send work back with `baton: retry`, which vanishes", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "verification");
    pull.label("omar", "baton: retry");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("implementation");
    expect(pull.labels()).toEqual(["baton: implementation"]);
  });

  it("hold the work while `baton: hold` is there", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    pull.label("chen", "baton: hold");
    await relay.settle();
    expect((await workflowOf(relay, pull)).hold?.by.login).toBe("chen");
    expect(pull.labels().toSorted()).toEqual(["baton: hold", "baton: planning"]);
    await stage.say(pull, "maria", "/advance");
    expect(await stateOf(relay, pull)).toBe("planning");
    pull.unlabel("chen", "baton: hold");
    await relay.settle();
    expect((await workflowOf(relay, pull)).hold).toBeNull();
    await stage.say(pull, "maria", "/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
  });

  it("show a hold that a command asked for, and no longer than it lasts", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    await stage.say(pull, "chen", "/hold");
    expect(pull.labels().toSorted()).toEqual(["baton: hold", "baton: planning"]);
    await stage.say(pull, "chen", "/unhold");
    expect(pull.labels()).toEqual(["baton: planning"]);
  });

  it("come back where somebody took off a hold that is another's", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    await stage.say(pull, "maria", "/hold the budget is open");
    pull.unlabel("chen", "baton: hold");
    await relay.settle();
    expect((await workflowOf(relay, pull)).hold?.by.login).toBe("maria");
    expect(pull.labels().toSorted()).toEqual(["baton: hold", "baton: planning"]);
    expect(statusComment(pull)).toMatch(/chen asked for with the label “baton: hold” was not done/);
  });

  it("are undone where the sender may not ask for it, and the report says so until the work moves on", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    pull.label("tara", "baton: planning");
    pull.label("tara", "baton: hold");
    pull.label("tara", "bug");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("discovery");
    expect(pull.labels().toSorted()).toEqual(["baton: discovery", "bug"]);
    expect(statusComment(pull)).toMatch(/tara asked for with the label “baton: planning” was not done/);
    expect(statusComment(pull)).toMatch(/tara asked for with the label “baton: hold” was not done/);
    await stage.say(pull, "maria", "/advance");
    expect(statusComment(pull)).not.toContain("was not done");
  });

  it("are undone where the sender may only read by the time they are judged", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    stage.repository.grant("lou", "triage");
    relay.sandbox.deliveries.pause("pull_request.labeled");
    for (const name of ["baton: planning", "baton: hold"]) pull.label("lou", name);
    stage.repository.grant("lou", "read");
    relay.sandbox.deliveries.resume();
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ current_state: "discovery", hold: null });
    expect(pull.labels()).toEqual(["baton: discovery"]);
    expect(statusComment(pull)).toMatch(/lou asked for with the label “baton: planning” was not done/);
  });

  it("are taken off again where there is no relay that they could move", async () => {
    const pull = stage.openPull();
    pull.label("tara", "baton: start");
    pull.label("maria", "baton: deployment");
    pull.label("maria", "baton: hold");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBeNull();
    expect(pull.labels()).toEqual([]);
    expect(pull.comments()).toEqual([]);
  });

  it("of the state come back when somebody takes them off", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    pull.unlabel("tara", "baton: planning");
    await relay.settle();
    expect(pull.labels()).toEqual(["baton: planning"]);
    expect(await outcomesOf(relay, pull)).toContainEqual({ result: "answered" });
  });

  it("are read in any case and with or without the space", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    pull.label("maria", "Baton:HOLD");
    await relay.settle();
    expect((await workflowOf(relay, pull)).hold).not.toBeNull();
    await stage.say(pull, "maria", "/unhold");
    expect(pull.labels()).toEqual(["baton: planning"]);
  });

  it("that Baton itself puts on and takes off are no requests", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const before = relay.sandbox.requests.length;
    await stage.say(pull, "maria", "/advance");
    expect(writesSince(relay, before).filter((line) => line.includes("labels"))).not.toHaveLength(0);
    expect(await outcomesOf(relay, pull)).toHaveLength(3);
  });
});
