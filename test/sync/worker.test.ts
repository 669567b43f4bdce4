import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { query } from "../../src/store/database.ts";
import { eventually } from "../support/eventually.ts";
import { writtenLog, type WrittenLog } from "../support/log-lines.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { openRepository, stateOf, type Stage } from "../support/stage.ts";

/** The worker while the database comes and goes. A rejection that nobody handles fails the run. */
describe("the worker", () => {
  let relay: Relay;
  let stage: Stage;
  let written: WrittenLog;
  beforeEach(async () => {
    written = writtenLog("debug");
    relay = await startRelay({ proxied: true, environment: { leaseSeconds: 2 }, log: written.log });
    stage = openRepository(relay);
  });
  afterEach(() => relay.close());

  it.each([
    ["while a sync is at work", /^renew-lease$/],
    ["when a sync gives its lease back", /^release-lease$/],
    ["when a job is marked as done", /^complete_job/],
  ])("goes on after the database was away %s", async (_when, statement) => {
    const pull = stage.openPull();
    await stage.say(pull, "maria", "/start");
    await eventually(
      () => query(relay.db, "select 1 from graphile_worker._private_jobs", []),
      (jobs) => jobs.length === 0,
      { what: "the end of the jobs" },
    );
    const gone = goAwayAfter(relay, statement);
    pull.comment("maria", "/advance");
    await gone;
    await relay.proxy?.comeBack();
    await eventually(
      () => stateOf(relay, pull),
      (state) => state === "planning",
    );
    await eventually(
      async () => {
        await relay.baton().sweep();
        return pull.labels();
      },
      (labels) => labels.includes("baton: planning"),
    );
    await stage.say(pull, "maria", "/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
  });

  it("names the pull request in the log when its sync broke off with the database", async () => {
    const pull = stage.openPull();
    await stage.say(pull, "maria", "/start");
    const gone = goAwayAfter(relay, /^take-request$/);
    pull.comment("maria", "/advance");
    await gone;
    const broke = await eventually(
      () => written.lines().filter(({ msg }) => msg.startsWith("a sync broke off")),
      (lines) => lines.length > 0,
    );
    expect(broke[0]).toMatchObject({
      repositoryId: pull.repositoryId,
      repository: stage.repository.fullName,
      pull: pull.number,
    });
    await relay.proxy?.comeBack();
  });

  it("picks up by itself what came while the database was away and GitHub sent again", async () => {
    const pull = stage.openPull();
    await stage.say(pull, "maria", "/start");
    await relay.proxy?.goAway();
    pull.comment("maria", "/advance");
    await relay.sandbox.delivered();
    expect(relay.sandbox.deliveries.attempts.at(-1)?.statusCode).toBe(500);
    await relay.proxy?.comeBack();
    await relay.pass(60_000);
    expect(await stateOf(relay, pull)).toBe("planning");
    expect(await query(relay.db, "select 1 from webhook_deliveries", [])).toHaveLength(2);
  });

  it("stops though the database goes away before it listens there", async () => {
    const { proxy } = relay;
    await relay.baton().stop();
    const listening = new Promise<void>((resolve) => {
      proxy!.onStatement = ({ name }) => (name.startsWith("LISTEN") ? new Promise(() => resolve()) : undefined);
    });
    await relay.restart();
    await listening;
    written.clear();
    const stopping = relay.baton().stop();
    await eventually(written.text, (text) => text.includes("Attempting graceful shutdown"));
    await proxy?.goAway();
    await expect(stopping).resolves.toBeUndefined();
    await proxy?.comeBack();
  });
});

/** Lets the database go away once it has carried out a statement for the next request, before Baton hears of it. */
function goAwayAfter(relay: Relay, statement: RegExp): Promise<void> {
  const { proxy } = relay;
  if (proxy === null) throw new Error("The relay has no proxy.");
  let hasBegun = false;
  return new Promise((resolve, reject) => {
    proxy.onStatement = ({ name }) => {
      hasBegun ||= name === "intake-request";
      if (!hasBegun || !statement.test(name)) return;
      proxy.onStatement = () => undefined;
      proxy.goAway().then(resolve, reject);
    };
  });
}
