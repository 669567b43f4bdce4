import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { createGitHub } from "../../src/github/client.ts";
import { query } from "../../src/store/database.ts";
import { redeliverFailed } from "../../src/sync/redeliver-failed.ts";
import { eventually } from "../support/eventually.ts";
import { writtenLog, type WrittenLog } from "../support/log-lines.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { openRepository, stateOf, type Stage } from "../support/stage.ts";

const minute = 60_000;
const attempts = "POST /app/hook/deliveries/*/attempts";

describe("deliveries that failed", () => {
  let relay: Relay;
  let stage: Stage;
  let pull: PullDriver;
  let written: WrittenLog;
  beforeEach(async () => {
    written = writtenLog();
    relay = await startRelay({ proxied: true, log: written.log });
    stage = openRepository(relay);
    pull = stage.openPull();
    await stage.say(pull, "maria", "/start");
    await relay.pass(minute);
  });
  afterEach(() => relay.close());

  /** Says something of which no webhook arrives. */
  async function sayUnheard(...texts: string[]): Promise<void> {
    relay.sandbox.deliveries.drop("issue_comment.created", texts.length);
    for (const text of texts) pull.comment("maria", text);
    await relay.settle();
  }

  const asked = () => relay.sandbox.requests.filter(({ method, path }) => method === "POST" && path.includes("/hook/"));

  it("are asked for again and applied once, whether Baton answered badly or not at all", async () => {
    await sayUnheard("/advance");
    expect(await stateOf(relay, pull)).toBe("discovery");
    await relay.pass(minute);
    expect(await stateOf(relay, pull)).toBe("planning");

    await relay.proxy?.goAway();
    pull.comment("maria", "/advance");
    await relay.sandbox.delivered();
    await relay.proxy?.comeBack();
    await relay.pass(minute);
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");

    await relay.pass(minute);
    await relay.pass(minute);
    expect(asked()).toHaveLength(2);
    expect(await query(relay.db, "select 1 from webhook_deliveries", [])).toHaveLength(3);
  });

  it("are asked for after a restart as well: the mark is in the database", async () => {
    await sayUnheard("/advance");
    await relay.restart();
    await relay.pass(minute);
    await eventually(
      () => stateOf(relay, pull),
      (state) => state === "planning",
    );
    for (let count = 0; count < 3; count += 1) await relay.pass(minute);
    expect(asked()).toHaveLength(1);
  });

  it("are asked for once, however many processes sweep at once", async () => {
    await sayUnheard("/advance");
    await Promise.all([relay.baton().sweep(), relay.baton().sweep(), relay.baton().sweep()]);
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("planning");
    expect(asked()).toHaveLength(1);
  });

  it("are given up after ten more failures, and named in the log", async () => {
    await sayUnheard("/advance");
    const guid = relay.sandbox.deliveries.attempts.at(-1)?.delivery.guid;
    relay.sandbox.deliveries.drop("issue_comment.created", 100);
    for (let count = 0; count < 14; count += 1) await relay.pass(minute);
    expect(asked()).toHaveLength(10);
    const givenUp = written.lines().filter(({ msg }) => msg.includes("given up"));
    expect(givenUp).toHaveLength(1);
    expect(givenUp[0]).toMatchObject({ delivery: guid, level: 50 });
    expect(await stateOf(relay, pull)).toBe("discovery");
  });

  it("that GitHub will not send again do not keep the others from being sent", async () => {
    await sayUnheard("/advance", "/advance");
    relay.sandbox.fault({ match: attempts, do: { status: 422, body: { message: "It is too old." } } });
    await relay.pass(minute);
    expect(await stateOf(relay, pull)).toBe("planning");
    await relay.pass(minute);
    expect(asked()).toHaveLength(2);
    expect(written.lines().filter(({ msg }) => msg.includes("could not be asked for"))).toHaveLength(1);
  });

  it("wait for the next sweep where GitHub cannot answer now", async () => {
    await sayUnheard("/advance", "/advance");
    relay.sandbox.fault({ match: attempts, do: { status: 502 } });
    await relay.pass(minute);
    expect(asked()).toHaveLength(1);
    expect(await stateOf(relay, pull)).toBe("discovery");
    await relay.pass(minute);
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
  });

  it("that arrived by themselves meanwhile are left alone", async () => {
    await sayUnheard("/advance");
    relay.sandbox.deliveries.redeliver(relay.sandbox.deliveries.attempts.at(-1)?.delivery.guid ?? "");
    await relay.settle();
    await relay.pass(minute);
    expect(asked()).toHaveLength(0);
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it("cannot be listed: the sweep's other steps are done all the same", async () => {
    await query(relay.db, "delete from graphile_worker._private_jobs", []);
    await query(relay.db, "update pull_requests set report_wanted = report_wanted + 1, due_seq = due_seq + 1", []);
    pull.unlabel("maria", "baton: discovery");
    relay.sandbox.fault({ match: "GET /app/hook/deliveries", do: { status: 500 } });
    await relay.pass(minute);
    expect(pull.labels()).toEqual(["baton: discovery"]);
    expect(written.lines().filter(({ msg }) => msg.includes("the sweep failed at listing deliveries"))).toHaveLength(1);
  });
});

describe("more deliveries that failed than one sweep lists", () => {
  let relay: Relay;
  let pull: PullDriver;
  let redeliver: () => Promise<void>;
  beforeAll(async () => {
    relay = await startRelay();
    const stage = openRepository(relay);
    pull = stage.openPull();
    await stage.say(pull, "maria", "/start");
    await relay.pass(minute);
    const log = pino({ level: "silent" });
    const github = createGitHub({ ...relay.environment, requestTimeoutMs: 5_000, log });
    const { db } = relay;
    // A sweep lists two pages, of a hundred each.
    redeliver = () => redeliverFailed({ world: { db, now: relay.clock.now }, github, log }, { pagesMax: 2 });
  });
  afterAll(() => relay.close());

  /** The GUIDs of what nobody heard of. */
  async function outage(count: number): Promise<readonly string[]> {
    relay.sandbox.deliveries.drop("issue_comment.created", count);
    for (let each = 1; each <= count; each += 1) pull.comment("maria", each === 1 ? "/advance" : "I wonder.");
    await relay.sandbox.delivered();
    relay.clock.advance(6 * minute);
    return relay.sandbox.deliveries.attempts.slice(-count).map(({ delivery }) => delivery.guid);
  }

  /** How often each delivery was answered well. */
  const arrivals = (guids: readonly string[]) => {
    const arrived = relay.sandbox.deliveries.attempts.filter(({ statusCode }) => statusCode === 200);
    return guids.map((guid) => arrived.filter(({ delivery }) => delivery.guid === guid).length);
  };

  async function sweepUntilAllArrived(guids: readonly string[]): Promise<void> {
    for (let sweep = 0; sweep < 30 && arrivals(guids).includes(0); sweep += 1) {
      // Past what is listed again.
      relay.clock.advance(6 * minute);
      await redeliver();
      await relay.sandbox.delivered();
    }
    await relay.settle();
  }

  it("are all asked for, once each, down to the oldest; what fails meanwhile is as well", async () => {
    const before = await outage(340);
    await redeliver();
    const guids = [...before, ...(await outage(1))];
    await sweepUntilAllArrived(guids);
    expect(arrivals(guids)).toEqual(guids.map(() => 1));
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
  });

  it("are listed again where GitHub does not know any more where the last list ended", async () => {
    const guids = await outage(230);
    await redeliver();
    const body = { message: "Invalid cursor", documentation_url: "https://docs.github.com/rest" };
    const [mark] = await query<{ cursor: string }>(
      relay.db,
      "select value -> 'gaps' -> 0 ->> 'cursor' as cursor from sweep_marks where name = 'hook_deliveries'",
      [],
    );
    const fault = relay.sandbox.fault({
      match: ({ path, query: asked }) => path === "/app/hook/deliveries" && asked["cursor"] === mark?.cursor,
      do: { status: 422, body },
    });
    await sweepUntilAllArrived(guids);
    expect(fault.left()).toBe(0);
    expect(arrivals(guids)).not.toContain(0);
  });
});
