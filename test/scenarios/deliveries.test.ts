import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  bring,
  openRepository,
  outcomesOf,
  ownComments,
  pathOf,
  reactionsTo,
  stateOf,
  workflowOf,
  type Stage,
} from "../support/stage.ts";

/** GitHub promises neither the order of webhooks nor when they come, nor that they come at all. */
describe("webhooks on bad days", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  const letAnHourPass = (): void => relay.clock.advance(3_600_000);
  const { held, pause, release, resume, drop } = {
    held: () => relay.sandbox.deliveries.held(),
    pause: (match: Parameters<Relay["sandbox"]["deliveries"]["pause"]>[0]) => relay.sandbox.deliveries.pause(match),
    release: (order: readonly number[]) => relay.sandbox.deliveries.release(order),
    resume: () => relay.sandbox.deliveries.resume(),
    drop: (match: string) => relay.sandbox.deliveries.drop(match),
  };

  it("bring two commands a tenth of a second apart, and both count", async () => {
    const pull = stage.openPull();
    const start = pull.comment("maria", "/start").id;
    relay.clock.advance(100);
    const advance = pull.comment("maria", "/advance").id;
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("planning");
    expect([start, advance].map((id) => reactionsTo(pull, id))).toEqual([["rocket"], ["rocket"]]);
  });

  it("bring the end before the beginning: what cannot be is refused, what can be happens", async () => {
    const pull = stage.openPull();
    pause("issue_comment.created");
    pull.comment("maria", "/start");
    const early = pull.comment("maria", "/advance").id;
    release([1, 0]);
    resume();
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("discovery");
    expect(await outcomesOf(relay, pull)).toMatchObject([
      { result: "refused", reason: "no_workflow" },
      { result: "moved" },
    ]);
    expect(reactionsTo(pull, early)).toEqual(["confused"]);
    expect(ownComments(pull, "reply").join()).toContain("/start");
  });

  it("bring a command an hour late: it still counts where the work only went on", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    pause("issue_comment.created");
    pull.comment("chen", "/hold waiting for the design");
    const late = pull.comment("chen", "/advance").id;
    letAnHourPass();
    release([1]);
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    expect(reactionsTo(pull, late)).toEqual(["rocket"]);
    resume();
    await relay.settle();
    expect((await workflowOf(relay, pull)).hold?.by.login).toBe("chen");
  });

  it.each([
    ["the work went back", "/rollback discovery", "discovery"],
    ["the work failed", "/fail", "error"],
  ])("bring a command that was said before %s: it is refused as stale", async (_, command, state) => {
    const pull = stage.openPull();
    await bring(relay, pull, "implementation");
    pause((delivery) => delivery.event === "issue_comment" && JSON.stringify(delivery.payload).includes("/advance"));
    const late = pull.comment("chen", "/advance").id;
    relay.clock.advance(2_000);
    await stage.say(pull, "maria", command);
    resume();
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe(state);
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "stale" });
    expect(reactionsTo(pull, late)).toEqual(["confused"]);
  });

  it.each([["implementation"], ["verification"]] as const)(
    "bring a command in %s that was said before the head changed: it is refused as stale",
    async (state) => {
      const pull = stage.openPull();
      await bring(relay, pull, state);
      pause("issue_comment.created");
      pull.comment("chen", "/advance");
      relay.clock.advance(2_000);
      pull.push("chen");
      await relay.settle();
      resume();
      await relay.settle();
      expect(await stateOf(relay, pull)).toBe(state === "verification" ? "testing" : state);
      expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "stale" });
    },
  );

  it("bring a command that was said within the second of a push: nobody can tell which was first, and it counts", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "implementation");
    relay.clock.advance(1_000 - (relay.clock.now().getTime() % 1_000));
    pull.push("chen");
    pull.comment("chen", "/advance");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("testing");
  });

  it("bring `/cancel` and `/start` in order: a new relay begins", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const { id } = await workflowOf(relay, pull);
    pull.comment("maria", "/cancel");
    pull.comment("maria", "/start");
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "open", current_state: "discovery" });
    expect((await workflowOf(relay, pull)).id).not.toBe(id);
    expect(pull.labels()).toEqual(["baton: discovery"]);
  });

  it("bring `/start` before the `/cancel` that made room for it: it is refused, and says so", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    pause("issue_comment.created");
    pull.comment("maria", "/cancel");
    const early = pull.comment("maria", "/start").id;
    release([1, 0]);
    resume();
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "cancelled" });
    expect(reactionsTo(pull, early)).toEqual(["confused"]);
  });

  it("bring closed after reopened, an hour late: the relay goes on where it was", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    pause("pull_request");
    pull.close("chen");
    pull.reopen("chen");
    letAnHourPass();
    release([1, 0]);
    resume();
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "open", current_state: "planning" });
  });

  it("bring the checks of a commit that is no longer the head: they say nothing of the new one", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    pause("check_run");
    stage.check(pull, "build", "failure");
    pull.push("chen");
    await relay.settle();
    letAnHourPass();
    release(held().map((_each, index) => held().length - 1 - index));
    resume();
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("testing");
  });

  it.each([
    { order: [0, 1], isHeld: false, labels: ["baton: planning"] },
    // Nobody can tell that the hold is over: it shows, for somebody to end it.
    { order: [1, 0], isHeld: true, labels: ["baton: hold", "baton: planning"] },
  ])("bring a hold's label and its removal in the order $order: what is held shows as held", async (given) => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    pause("pull_request");
    pull.label("chen", "baton: hold");
    pull.unlabel("chen", "baton: hold");
    release(given.order);
    resume();
    await relay.settle();
    expect((await workflowOf(relay, pull)).hold !== null).toBe(given.isHeld);
    expect(pull.labels().toSorted()).toEqual(given.labels);
  });

  it("that never came are asked for again, and count as if they had come", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    drop("issue_comment.created");
    const id = await stage.say(pull, "maria", "/advance");
    expect(await stateOf(relay, pull)).toBe("discovery");
    await relay.pass(60_000);
    await relay.settle();
    expect(await pathOf(relay, pull)).toEqual(["discovery → planning"]);
    expect(reactionsTo(pull, id)).toEqual(["rocket"]);
  });

  it("that come again after a month's work was done change nothing", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    await stage.say(pull, "maria", "/advance");
    const { delivery } = relay.sandbox.deliveries.attempts.findLast(
      ({ delivery: { event } }) => event === "issue_comment",
    ) ?? { delivery: null };
    relay.clock.advance(29 * 86_400_000);
    relay.sandbox.deliveries.redeliver(delivery?.guid ?? "");
    await relay.settle();
    expect(await pathOf(relay, pull)).toEqual(["discovery → planning"]);
  });
});
