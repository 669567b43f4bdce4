import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { query } from "../../src/store/database.ts";
import { intakeRequest } from "../../src/store/intake-request.ts";
import { eventually } from "../support/eventually.ts";
import { writtenLog, type LogLine, type WrittenLog } from "../support/log-lines.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { openRepository, stateOf, type Stage } from "../support/stage.ts";

let relay: Relay;
let stage: Stage;
let pull: PullDriver;
let written: WrittenLog;
beforeEach(async () => {
  written = writtenLog();
  relay = await startRelay({ log: written.log });
  stage = openRepository(relay);
  pull = stage.openPull();
  await stage.say(pull, "maria", "/start");
});
afterEach(async () => {
  await relay.close();
  expectNamed(written.lines());
});

/** Each line about a pull request names it and its repository, and each about a request its delivery. */
function expectNamed(lines: readonly LogLine[]): void {
  const about = lines.filter((line) => "repositoryId" in line || "pull" in line);
  expect(about).not.toEqual([]);
  for (const line of about) expect(line).toMatchObject({ repository: stage.repository.fullName, pull: pull.number });
  const ofRequests = /\ba (kept )?request\b|^a sync failed/;
  for (const line of lines.filter(({ msg }) => ofRequests.test(msg)))
    expect(line).toHaveProperty("delivery", expect.any(String));
}

interface Row {
  readonly failures: number;
  readonly notBefore: Date | null;
}

async function row(): Promise<Row> {
  const [found] = await query<Row>(
    relay.db,
    `select failures, not_before as "notBefore" from pull_requests where repository_id = $1 and number = $2`,
    [pull.repositoryId, pull.number],
  );
  if (found === undefined) throw new Error("There is no such pull request.");
  return found;
}

async function secondsLeft(): Promise<number> {
  const { notBefore } = await row();
  return notBefore === null ? 0 : (notBefore.getTime() - relay.clock.now().getTime()) / 1000;
}

/** Waits for the next failure in a row. */
const failed = (count: number) =>
  eventually(row, ({ failures }) => failures === count, { what: `${String(count)} failures in a row` });

/** Lets the pause go by, and no more of it. */
async function tryAgain(): Promise<void> {
  relay.clock.advance((await secondsLeft()) * 1000 + 1);
  await relay.baton().sweep();
}

/** What GitHub said of people's permissions is believed for a minute at most: the next command has it asked again. */
function forgetWhoTheyAre(): void {
  relay.clock.advance(120_000);
}

const replies = () => pull.comments().filter(({ user, body }) => user === "baton[bot]" && body.includes("baton:reply"));

describe("a sync that fails", () => {
  it("is tried again after a pause that doubles and is kept in the row, and starts small after a success", async () => {
    const outage = relay.sandbox.fault({ match: /^(GET|POST|PATCH) \/repos\//, times: 1000, do: { status: 500 } });
    pull.comment("maria", "/advance");
    const pauses: number[] = [];
    for (let count = 1; count <= 6; count += 1) {
      if (count > 1) await tryAgain();
      await failed(count);
      pauses.push(Math.round(await secondsLeft()));
    }
    // Some of it may be over when it is read.
    expect(pauses.map((pause, index) => 2 ** index - pause).every((over) => over >= 0 && over <= 1)).toBe(true);
    outage.remove();
    await relay.pass(600_000);
    expect(await stateOf(relay, pull)).toBe("planning");
    expect(await row()).toEqual({ failures: 0, notBefore: null });
  });

  it("is not tried again sooner because something new came or Baton was started again", async () => {
    await query(relay.db, "update pull_requests set failures = 9", []);
    forgetWhoTheyAre();
    const outage = relay.sandbox.fault({ match: /^GET \/repos\//, do: { status: 500 } });
    pull.comment("maria", "/advance");
    await failed(10);
    outage.remove();
    expect(await secondsLeft()).toBeGreaterThan(500);
    const before = relay.sandbox.requests.length;
    pull.comment("maria", "/advance");
    await relay.restart();
    await relay.pass(0);
    expect(relay.sandbox.requests.slice(before).filter(({ path }) => path.startsWith("/repos/"))).toEqual([]);
    expect(await stateOf(relay, pull)).toBe("discovery");
    await relay.pass(600_000);
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
  });

  it("never waits longer than ten minutes by itself", async () => {
    await query(relay.db, "update pull_requests set failures = 40", []);
    relay.sandbox.fault({ match: /^GET \/repos\//, do: { status: 500 } });
    pull.comment("maria", "/advance");
    await failed(41);
    expect(await secondsLeft()).toBeLessThanOrEqual(600);
    await relay.pass(600_000);
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it("because GitHub is away costs a request none of its tries, however long it lasts", async () => {
    const outage = relay.sandbox.fault({ match: /^GET \/repos\//, times: 1000, do: { drop: true } });
    forgetWhoTheyAre();
    pull.comment("maria", "/advance");
    for (let count = 1; count <= 8; count += 1) {
      if (count > 1) await tryAgain();
      await failed(count);
    }
    const [kept] = await query<{ attempts: number }>(
      relay.db,
      "select attempts from webhook_deliveries order by seq desc limit 1",
      [],
    );
    expect(kept?.attempts).toBeLessThanOrEqual(1);
    const away = written.lines().filter(({ msg }) => msg.startsWith("GitHub cannot be reached"));
    expect(away.map((line) => typeof line["delivery"])).toEqual(Array.from({ length: 8 }, () => "string"));
    outage.remove();
    await relay.pass(700_000);
    expect(await stateOf(relay, pull)).toBe("planning");
    expect(replies()).toEqual([]);
  });

  it("is logged with repository, pull request and reason, and never with a stack where GitHub is to blame", async () => {
    relay.sandbox.fault({ match: /^GET \/repos\//, do: { status: 502 } });
    pull.comment("maria", "/advance");
    await failed(1);
    const line = await eventually(
      () => written.lines().find(({ msg }) => msg.startsWith("GitHub cannot be reached")),
      (found) => found !== undefined,
    );
    expect(line).toMatchObject({ level: 40, repository: stage.repository.fullName, pull: pull.number });
    expect(line?.["reason"]).toContain("502");
    expect(line).not.toHaveProperty("err");
    await relay.pass(60_000);
  });
});

describe("a request that cannot be carried out", () => {
  /** Keeps a request as the webhook would, whatever it is. */
  async function keep(request: string): Promise<string> {
    const guid = randomUUID();
    const [repository] = await query<{ id: number; ownerId: number; fullName: string; installationId: number }>(
      relay.db,
      `select id, owner_id as "ownerId", full_name as "fullName", installation_id as "installationId" from repositories
       where id = $1`,
      [pull.repositoryId],
    );
    if (repository === undefined) throw new Error("There is no such repository.");
    const about = { repository, pullNumber: pull.number, workflowId: null };
    await intakeRequest(relay.db, {
      ...about,
      guid,
      event: "issue_comment",
      request,
      receivedAt: relay.clock.now(),
    });
    return guid;
  }

  const outcomeOf = async (guid: string) => {
    const [kept] = await query<{ outcomes: { result: string; why?: string }[]; applied: boolean; attempts: number }>(
      relay.db,
      "select outcomes, applied_at is not null as applied, attempts from webhook_deliveries where guid = $1",
      [guid],
    );
    return kept;
  };

  it("because it throws is set aside after five tries, with a reply, and those behind it go on", async () => {
    await refuseToSave("/advance");
    pull.comment("maria", "/advance");
    await relay.sandbox.delivered();
    const guid = await newest();
    pull.comment("maria", "/hold while it is looked at");
    for (let count = 1; count <= 5; count += 1) {
      if (count > 1) await tryAgain();
      await failed(count);
      expect((await outcomeOf(guid))?.attempts).toBe(count);
      expect(await isHeld()).toBe(false);
    }
    await relay.pass(60_000);
    expect(await outcomeOf(guid)).toMatchObject({
      applied: true,
      outcomes: [{ result: "failed", why: "it failed five times" }],
    });
    expect(replies().at(-1)?.body).toContain(guid);
    expect(await isHeld()).toBe(true);
    const failures = written.lines().filter(({ msg }) => msg.startsWith("a sync failed"));
    expect(failures.map(({ delivery }) => delivery)).toEqual(Array.from({ length: 5 }, () => guid));
    const aside = written.lines().filter(({ msg }) => msg === "set a request aside");
    expect(aside).toHaveLength(1);
    expect(aside[0]).toMatchObject({ delivery: guid, repository: stage.repository.fullName, pull: pull.number });
  });

  it("because it cannot be read again is set aside at once, with a reply, and those behind it go on", async () => {
    for (const text of ["no JSON", '{"kind": "wish"}', "{}", '{"kind": "commands", "commands": [{"name": "fly"}]}']) {
      const guid = await keep(text);
      await relay.settle();
      expect(await outcomeOf(guid)).toMatchObject({ applied: true, outcomes: [{ result: "failed" }] });
      expect(replies().some(({ body }) => body.includes(guid))).toBe(true);
    }
    await stage.say(pull, "maria", "/advance");
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  /** Lets Postgres refuse whatever a command of this text comes to, as long as it is tried. */
  async function refuseToSave(text: string): Promise<void> {
    await relay.db.pool.query(`
      create function refuse() returns trigger language plpgsql as $$
      begin
        if new.request like '%"name":"${text.slice(1)}"%' and new.attempts <= 5 and new.outcomes <> old.outcomes
        then raise exception 'this cannot be saved'; end if;
        return new;
      end $$;
      create trigger refuse before update on webhook_deliveries for each row execute function refuse();`);
  }

  async function newest(): Promise<string> {
    const [kept] = await query<{ guid: string }>(
      relay.db,
      "select guid from webhook_deliveries order by seq desc limit 1",
      [],
    );
    return kept?.guid ?? "";
  }

  async function isHeld(): Promise<boolean> {
    const [found] = await query<{ held: boolean }>(
      relay.db,
      "select hold is not null as held from build_workflows",
      [],
    );
    return found?.held ?? false;
  }
});
