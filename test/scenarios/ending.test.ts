import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  batonCheck,
  bring,
  eventsOf,
  openRepository,
  pathOf,
  stateOf,
  workflowOf,
  type Stage,
} from "../support/stage.ts";

describe("the end of a relay", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  it("is a pause when the pull request is closed: reopened, it goes on where it was", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "implementation");
    pull.close("chen");
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "cancelled", cancelled_by: "closed" });
    expect(pull.labels()).toEqual([]);
    expect(batonCheck(pull)).toMatchObject({ status: "completed", conclusion: "cancelled" });
    pull.reopen("chen");
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "open", current_state: "implementation" });
    expect(pull.labels()).toEqual(["baton: implementation"]);
  });

  it("is an error when the pull request is merged before it was verified", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    pull.merge("maria");
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ current_state: "error", error_reason: "merged_early" });
    expect(await workflowOf(relay, pull)).toHaveProperty("merged_at", expect.any(Date));
  });

  it("comes nearer when verified work is merged: the baton is taken over for deployment", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "handoff_to_releaser");
    pull.merge("maria");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("deployment");
    await stage.say(pull, "omar", "/advance");
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "complete", current_state: "complete" });
  });

  it("is only noted when the pull request is merged after it", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "complete");
    const before = await pathOf(relay, pull);
    pull.merge("maria");
    await relay.settle();
    expect(await pathOf(relay, pull)).toEqual(before);
    expect((await eventsOf(relay, pull)).at(-1)?.event_type).toBe("merged");
  });

  it("is final after /cancel, and /start begins another relay", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    await stage.say(pull, "omar", "/cancel Replaced by another one");
    const cancelled = await workflowOf(relay, pull);
    expect(cancelled).toMatchObject({ status: "cancelled", cancelled_by: "command" });
    await stage.say(pull, "maria", "/advance");
    expect(await workflowOf(relay, pull)).toMatchObject({ id: cancelled.id, version: cancelled.version });
    await stage.say(pull, "maria", "/start");
    const next = await workflowOf(relay, pull);
    expect(next).toMatchObject({ status: "open", current_state: "discovery" });
    expect(next.id).not.toBe(cancelled.id);
    expect(pull.labels()).toEqual(["baton: discovery"]);
  });

  it("cannot be rolled back once it is merged", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "deployment");
    pull.merge("maria");
    await relay.settle();
    await stage.say(pull, "maria", "/rollback planning");
    expect(await stateOf(relay, pull)).toBe("deployment");
  });

  it("may be an error that is recovered to the phase that failed, and no later one", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "implementation");
    await stage.say(pull, "chen", "/fail The vendor withdrew the API");
    expect(await workflowOf(relay, pull)).toMatchObject({ current_state: "error", error_from: "implementation" });
    await stage.say(pull, "chen", "/retry verification");
    expect(await stateOf(relay, pull)).toBe("error");
    await stage.say(pull, "chen", "/retry");
    expect(await stateOf(relay, pull)).toBe("implementation");
    expect(await workflowOf(relay, pull)).toHaveProperty("retries", 0);
  });
});
