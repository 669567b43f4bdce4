import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { batonApp } from "../support/baton-app.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  batonCheck,
  bring,
  openRepository,
  outcomesOf,
  ownComments,
  reactionsTo,
  stateOf,
  statusComment,
  type Stage,
} from "../support/stage.ts";

/** Longer than the backoff after a first failure. */
const backoffMs = 2_000;

describe("a GitHub that has bad days", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  const expectShown = async (pull: PullDriver, state: string): Promise<void> => {
    expect(await stateOf(relay, pull)).toBe(state);
    expect(pull.labels()).toEqual([`baton: ${state}`]);
    expect(ownComments(pull, "status")).toHaveLength(1);
    expect(batonCheck(pull).externalId).toMatch(/:\d+$/);
    expect(statusComment(pull)).not.toContain("[!WARNING]");
  };

  it.each([
    ["the comment", "PATCH /repos/*/*/issues/comments/*"],
    ["the label", "POST /repos/*/*/issues/*/labels"],
    ["the check run", "PATCH /repos/*/*/check-runs/*"],
    ["the reaction", "POST /repos/*/*/issues/comments/*/reactions"],
    ["reading the pull request", "GET /repos/*/*/pulls/*"],
    ["reading who somebody is", "GET /repos/*/*/collaborators/*/permission"],
  ])("that answers 500 to %s is asked again after a while, and nothing is said twice", async (_, match) => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    relay.clock.advance(61_000);
    const fault = relay.sandbox.fault({ match, do: { status: 500 } });
    const id = await stage.say(pull, "maria", "/advance");
    expect(fault.left()).toBe(0);
    await relay.pass(backoffMs);
    await expectShown(pull, "planning");
    expect(reactionsTo(pull, id)).toEqual(["rocket"]);
  });

  it.each([
    ["answers 502", { after: { status: 502 } }],
    ["breaks the connection off", { after: { drop: true } }],
  ] as const)("that carries a comment out and then %s finds no second one", async (_, effect) => {
    const pull = stage.openPull();
    relay.sandbox.fault({ match: "POST /repos/*/*/issues/*/comments", do: effect });
    await stage.say(pull, "maria", "/start");
    await relay.pass(backoffMs);
    await expectShown(pull, "discovery");
    relay.sandbox.fault({ match: "POST /repos/*/*/issues/*/comments", do: effect });
    await stage.say(pull, "maria", "/accept");
    await relay.pass(2 * backoffMs);
    expect(ownComments(pull, "reply")).toHaveLength(1);
    relay.sandbox.fault({ match: "POST /repos/*/*/issues/*/comments", do: effect });
    await stage.say(pull, "maria", "/advance\n/advance");
    await relay.pass(2 * backoffMs);
    expect(ownComments(pull, "turn")).toHaveLength(1);
    await expectShown(pull, "handoff_to_coder");
  });

  it("that creates a check run and does not say so gets no run that nobody updates any more", async () => {
    const pull = stage.openPull();
    relay.sandbox.fault({ match: "POST /repos/*/*/check-runs", do: { after: { status: 502 } } });
    await stage.say(pull, "maria", "/start");
    await relay.pass(backoffMs);
    await stage.say(pull, "maria", "/advance");
    expect(pull.checkRuns("Baton")).toHaveLength(1);
    expect(batonCheck(pull).output.title).toContain("Planning");
  });

  it("that drops the connection before it did anything is asked again", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    relay.sandbox.fault({ match: "GET /repos/*/*/pulls/*", do: { drop: true } });
    relay.sandbox.fault({ match: "PATCH /repos/*/*/issues/comments/*", do: { drop: true } });
    await stage.say(pull, "maria", "/advance");
    await relay.pass(backoffMs);
    await relay.pass(2 * backoffMs);
    await expectShown(pull, "planning");
  });

  it("that names a time to wait is left alone until then", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    relay.sandbox.fault({
      match: "PATCH /repos/*/*/issues/comments/*",
      do: {
        status: 403,
        headers: { "retry-after": "120" },
        body: {
          message: "You have exceeded a secondary rate limit.",
          documentation_url: "https://docs.github.com/rest",
        },
      },
    });
    await stage.say(pull, "maria", "/advance");
    const before = relay.sandbox.requests.filter(({ path }) => path.includes("/repos/")).length;
    await relay.pass(100_000);
    expect(relay.sandbox.requests.filter(({ path }) => path.includes("/repos/"))).toHaveLength(before);
    expect(pull.labels()).toEqual(["baton: discovery"]);
    await relay.pass(21_000);
    await expectShown(pull, "planning");
  });

  it("that is away altogether costs nobody a command: what was said meanwhile is done when it is back", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    relay.clock.advance(61_000);
    const outage = relay.sandbox.fault({ match: /\/repos\//, times: 1_000, do: { status: 503 } });
    const first = pull.comment("maria", "/advance").id;
    await relay.settle();
    for (let minute = 0; minute < 12; minute += 1) await relay.pass(11 * 60_000);
    const second = pull.comment("maria", "/advance").id;
    await relay.settle();
    outage.remove();
    await relay.pass(11 * 60_000);
    await expectShown(pull, "handoff_to_coder");
    expect([first, second].map((id) => reactionsTo(pull, id))).toEqual([["rocket"], ["rocket"]]);
    expect(ownComments(pull, "reply")).toEqual([]);
  });

  it("that no longer has the comment gets a new one, though no webhook told of its end", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    const status = pull.comments().find(({ user }) => user === "baton[bot]");
    relay.sandbox.deliveries.drop("issue_comment.deleted");
    pull.deleteComment("maria", status?.id ?? 0);
    await stage.say(pull, "maria", "/advance");
    await expectShown(pull, "planning");
  });

  it("that has lost the comment with the command is not asked for ever to show a reaction there", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    relay.sandbox.deliveries.pause("issue_comment.created");
    const { id } = pull.comment("maria", "/advance");
    pull.deleteComment("maria", id);
    relay.sandbox.deliveries.resume();
    await relay.settle();
    await expectShown(pull, "planning");
    const before = relay.sandbox.requests.filter(({ path }) => path.endsWith("/reactions")).length;
    await relay.pass(2 * 3_600_000);
    expect(relay.sandbox.requests.filter(({ path }) => path.endsWith("/reactions"))).toHaveLength(before);
  });

  it.each([
    ["the check run", "PATCH /repos/*/*/check-runs/*"],
    ["the label", "POST /repos/*/*/issues/*/labels"],
  ])("that refuses %s as invalid shows the rest, says so, and is asked again in an hour", async (_, match) => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    const body = { message: "Validation Failed", documentation_url: "https://docs.github.com/rest" };
    const fault = relay.sandbox.fault({ match, times: 2, do: { status: 422, body } });
    const id = await stage.say(pull, "maria", "/advance");
    expect(reactionsTo(pull, id)).toEqual(["rocket"]);
    expect(statusComment(pull)).toContain("Planning");
    expect(statusComment(pull)).toContain("Validation Failed");
    fault.remove();
    await relay.pass(3_601_000);
    await expectShown(pull, "planning");
  });

  it("that took a permission away shows it as a problem, and recovers within an hour of its return", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    const { checks: _checks, ...others } = batonApp.permissions;
    relay.sandbox.setPermissions(others);
    await relay.restart();
    await stage.say(pull, "maria", "/advance");
    expect(await stateOf(relay, pull)).toBe("planning");
    expect(pull.labels()).toEqual(["baton: planning"]);
    expect(statusComment(pull)).toMatch(/permissions/);
    expect(batonCheck(pull).output.title).toContain("Discovery");
    relay.sandbox.setPermissions(batonApp.permissions);
    // A token keeps the permissions that it was made with, and its hour is one of the wall clock.
    await relay.restart();
    await relay.pass(3_601_000);
    await expectShown(pull, "planning");
    expect(batonCheck(pull).output.title).toContain("Planning");
  });

  it("that refuses to say who somebody is keeps the command until it does", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    relay.clock.advance(61_000);
    // More often than a request is tried that fails by itself.
    relay.sandbox.fault({ match: "GET /repos/*/*/collaborators/*/permission", times: 7, do: { status: 503 } });
    const id = await stage.say(pull, "maria", "/advance");
    expect(await stateOf(relay, pull)).toBe("discovery");
    for (let wait = 1; wait <= 7; wait += 1) await relay.pass(2 ** wait * 1_000);
    await expectShown(pull, "planning");
    expect(reactionsTo(pull, id)).toEqual(["rocket"]);
    expect(await outcomesOf(relay, pull)).toHaveLength(2);
  });

  it("that will not make the check run says so in the comment, and is asked again in an hour", async () => {
    const pull = stage.openPull();
    const body = {
      message: "Resource not accessible by integration",
      documentation_url: "https://docs.github.com/rest",
    };
    const fault = relay.sandbox.fault({ match: "POST /repos/*/*/check-runs", times: 10, do: { status: 403, body } });
    const id = await stage.say(pull, "maria", "/start");
    expect(reactionsTo(pull, id)).toEqual(["rocket"]);
    expect(pull.checkRuns("Baton")).toEqual([]);
    expect(statusComment(pull)).toContain("Resource not accessible by integration");
    expect(10 - fault.left()).toBeLessThanOrEqual(2);
    fault.remove();
    await relay.pass(3_601_000);
    await expectShown(pull, "discovery");
  });

  it("that gives no token at first is asked for one again", async () => {
    const pull = stage.openPull();
    await relay.restart();
    relay.sandbox.fault({ match: "POST /app/installations/*/access_tokens", do: { status: 500 } });
    await stage.say(pull, "maria", "/start");
    await relay.pass(backoffMs);
    await expectShown(pull, "discovery");
  });
});

describe("a GitHub that does not answer", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    // A request may take half the lease's time.
    relay = await startRelay({ environment: { leaseSeconds: 2 } });
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  it.each([
    ["before it did anything", { slowMs: 60_000 }],
    ["after it had done it", { after: { slowMs: 60_000 } }],
  ] as const)("is given up in time, %s, and nothing is said twice", async (_, effect) => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    relay.sandbox.fault({ match: "POST /repos/*/*/issues/*/comments", do: effect });
    await stage.say(pull, "maria", "/advance\n/advance");
    await relay.pass(backoffMs);
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    expect(ownComments(pull, "turn")).toHaveLength(1);
    expect(pull.labels()).toEqual(["baton: handoff_to_coder"]);
  });
});
