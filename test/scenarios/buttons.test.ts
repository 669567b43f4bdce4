import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { forge, lastPayload } from "../support/forge.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  batonCheck,
  bring,
  openRepository,
  outcomesOf,
  stateOf,
  statusComment,
  workflowOf,
  writesSince,
  type Stage,
} from "../support/stage.ts";

describe("the buttons of the check run", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  const press = (pull: PullDriver, by: string, label: string): void => {
    const { id, actions } = batonCheck(pull);
    const action = actions.find((each) => each.label === label);
    if (action === undefined) throw new Error(`There is no button ${label}: ${JSON.stringify(actions)}`);
    pull.pressButton(by, id, action.identifier);
  };
  const pressed = "check_run.requested_action";

  it("move the work on for somebody who plays the role", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    press(pull, "chen", "Advance");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("planning");
    press(pull, "chen", "Advance");
    await relay.settle();
    press(pull, "chen", "Accept");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("implementation");
    expect(batonCheck(pull).output.title).toContain("Implementation");
  });

  it("hold the work and resume it", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    press(pull, "chen", "Hold");
    await relay.settle();
    expect((await workflowOf(relay, pull)).hold?.by.login).toBe("chen");
    expect(batonCheck(pull)).toMatchObject({ status: "completed", conclusion: "action_required" });
    press(pull, "chen", "Unhold");
    await relay.settle();
    expect((await workflowOf(relay, pull)).hold).toBeNull();
  });

  it("send work back and recover it", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "verification");
    press(pull, "omar", "Retry");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("implementation");
    await stage.say(pull, "omar", "/fail no time");
    press(pull, "omar", "Retry");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("implementation");
  });

  it("do nothing for somebody who may not, and the report says so", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    relay.sandbox.deliveries.pause(pressed);
    press(pull, "chen", "Advance");
    // GitHub shows the buttons to whoever may write; by the time that Baton asks, Chen may do so no longer.
    stage.repository.grant("chen", "triage");
    relay.clock.advance(61_000);
    relay.sandbox.deliveries.resume();
    await relay.settle();
    stage.repository.grant("chen", "write");
    relay.clock.advance(61_000);
    expect(await stateOf(relay, pull)).toBe("discovery");
    expect(await outcomesOf(relay, pull)).toContainEqual({ result: "refused", reason: "not_your_role" });
    expect(statusComment(pull)).toMatch(/chen asked for with the button “advance” was not done/i);
  });

  it("are refused as stale when the turn that they were shown for is over", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    relay.sandbox.deliveries.pause(pressed);
    press(pull, "chen", "Advance");
    await stage.say(pull, "maria", "/advance");
    relay.sandbox.deliveries.resume();
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("planning");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "stale" });
    expect(statusComment(pull)).toMatch(/chen asked for with the button “advance” was not done/i);
  });

  it.each(["Advance", "Retry", "Hold"])(
    "are refused as stale on a commit that is no longer the head: %s",
    async (label) => {
      const pull = stage.openPull();
      await bring(relay, pull, "testing");
      relay.sandbox.deliveries.pause(pressed);
      press(pull, "chen", label);
      pull.push("chen");
      await relay.settle();
      relay.sandbox.deliveries.resume();
      await relay.settle();
      expect(await stateOf(relay, pull)).toBe("testing");
      expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "stale" });
    },
  );

  it("of an earlier relay do nothing to the one after it", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    relay.sandbox.deliveries.pause(pressed);
    press(pull, "chen", "Advance");
    await stage.say(pull, "maria", "/cancel");
    await stage.say(pull, "maria", "/start");
    relay.sandbox.deliveries.resume();
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("discovery");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "stale" });
  });

  it("work on a pull request from a fork, whose webhooks name no pull request", async () => {
    const pull = stage.repository.openPull({ by: "fred", title: "From outside", fork: true });
    await bring(relay, pull, "discovery");
    press(pull, "chen", "Advance");
    await relay.settle();
    expect(lastPayload(relay, pressed)).toMatchObject({ check_run: { pull_requests: [] } });
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it("move the right one of two pull requests that share a head", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    const other = stage.repository.openPull({ by: "chen", title: "The same", head: "the-same" });
    other.push("chen", { sha: pull.headSha });
    await bring(relay, other, "discovery");
    press(other, "chen", "Advance");
    await relay.settle();
    expect([await stateOf(relay, pull), await stateOf(relay, other)]).toEqual(["discovery", "planning"]);
  });

  it("that name a workflow of another repository, or none, are ignored", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    press(pull, "chen", "Advance");
    await relay.settle();
    const { id } = await workflowOf(relay, pull);
    const [action] = batonCheck(pull).actions;
    const before = await outcomesOf(relay, pull);
    const requested_action = { identifier: action?.identifier };
    const elsewhere = { requested_action, repository: { id: stage.repository.id + 1 } };
    const answers = [
      await forge(relay, { event: "check_run", payload: lastPayload(relay, pressed, elsewhere) }),
      ...(await Promise.all(
        ["", "nonsense", `${id}:`, "00000000-0000-7000-8000-000000000000:1"].map((external_id) =>
          forge(relay, {
            event: "check_run",
            payload: lastPayload(relay, pressed, { requested_action, check_run: { external_id } }),
          }),
        ),
      )),
    ];
    await relay.settle();
    expect(answers).toEqual([200, 200, 200, 200, 200]);
    expect(await stateOf(relay, pull)).toBe("planning");
    expect(await outcomesOf(relay, pull)).toEqual(before);
  });

  it("that ask for Baton's run again have GitHub read again, and write nothing where nothing differs", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    relay.sandbox.deliveries.drop("check_run.created");
    relay.sandbox.deliveries.drop("check_run.completed");
    relay.sandbox.deliveries.drop("check_suite.completed");
    stage.check(pull, "build", "failure");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("testing");
    pull.rerequest("chen", batonCheck(pull).id);
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("implementation");
    const before = relay.sandbox.requests.length;
    pull.rerequest("chen", batonCheck(pull).id);
    await relay.settle();
    expect(writesSince(relay, before)).toEqual([]);
  });
});
