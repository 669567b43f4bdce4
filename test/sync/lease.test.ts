import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { query } from "../../src/store/database.ts";
import { eventually } from "../support/eventually.ts";
import { writtenLog, type WrittenLog } from "../support/log-lines.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { openRepository, stateOf, statusComment, type Stage } from "../support/stage.ts";

let relay: Relay;
let stage: Stage;
let pull: PullDriver;
let written: WrittenLog;
beforeEach(async () => {
  written = writtenLog();
  relay = await startRelay({ environment: { leaseSeconds: 4 }, log: written.log });
  stage = openRepository(relay);
  pull = stage.openPull();
  await stage.say(pull, "maria", "/start");
});
afterEach(() => relay.close());

/** Gives the lease to another process that does not exist, for so long. */
async function giveLeaseAway(seconds: number): Promise<string> {
  const token = randomUUID();
  await query(
    relay.db,
    `update pull_requests set lease_token = $1, lease_until = now() + $2::double precision * interval '1 second'
     where repository_id = $3 and number = $4`,
    [token, seconds, pull.repositoryId, pull.number],
  );
  return token;
}

async function endLease(token: string): Promise<void> {
  await query(relay.db, "update pull_requests set lease_token = null, lease_until = null where lease_token = $1", [
    token,
  ]);
}

const isWrite = ({ method, path }: { readonly method: string; readonly path: string }) =>
  method !== "GET" && !path.endsWith("/access_tokens");

describe("a lease that another sync holds", () => {
  it("keeps this one from doing anything at all", async () => {
    const token = await giveLeaseAway(3600);
    const before = relay.sandbox.requests.length;
    pull.comment("maria", "/advance");
    await relay.sandbox.delivered();
    await eventually(
      () => jobsInThePast(relay),
      (jobs) => jobs === 0,
    );
    expect(await stateOf(relay, pull)).toBe("discovery");
    expect(relay.sandbox.requests.slice(before)).toEqual([]);
    await endLease(token);
    await relay.pass(0);
    expect(await stateOf(relay, pull)).toBe("planning");
  });

  it("is waited for: when its holder is dead, the work is taken over by itself", async () => {
    await giveLeaseAway(0.5);
    pull.comment("maria", "/advance");
    await eventually(
      () => stateOf(relay, pull),
      (state) => state === "planning",
    );
    await relay.settle();
    expect(pull.labels()).toEqual(["baton: planning"]);
  });

  it("is not given back by somebody who lost it", async () => {
    let token = "";
    const stop = relay.sandbox.onRequest(async ({ method, path }) => {
      if (method !== "POST" || !path.endsWith("/labels") || token !== "") return;
      token = await giveLeaseAway(3600);
    });
    pull.comment("maria", "/advance");
    await eventually(
      () => written.lines().filter(({ msg }) => msg.startsWith("lost the lease")),
      (lines) => lines.length > 0,
    );
    stop();
    const [row] = await query<{ token: string }>(relay.db, "select lease_token as token from pull_requests", []);
    expect(row?.token).toBe(token);
    await endLease(token);
    await relay.pass(0);
  });
});

describe("a lease that is lost at work", () => {
  it("stops the writing before the next write, and the report is compared again by whoever goes on", async () => {
    let token = "";
    const writesAfter: string[] = [];
    const stop = relay.sandbox.onRequest(async (request) => {
      if (token !== "") {
        if (isWrite(request)) writesAfter.push(`${request.method} ${request.path}`);
      } else if (isWrite(request)) token = await giveLeaseAway(3600);
    });
    pull.comment("maria", "/advance");
    const lost = await eventually(
      () => written.lines().filter(({ msg }) => msg.startsWith("lost the lease")),
      (lines) => lines.length > 0,
    );
    stop();
    expect(lost[0]).toMatchObject({ level: 40, repository: stage.repository.fullName, pull: pull.number });
    expect(writesAfter).toEqual([]);
    const isBehind = async () => {
      const [row] = await query<{ behind: boolean }>(
        relay.db,
        "select report_done < report_wanted as behind from pull_requests",
        [],
      );
      return row?.behind;
    };
    await eventually(isBehind, (behind) => behind === true, { what: "a report that is to be compared" });

    await endLease(token);
    await relay.pass(0);
    expect(pull.labels()).toEqual(["baton: planning"]);
    expect(statusComment(pull)).toContain("planning");
    expect(pull.comments().filter(({ body }) => body.includes("baton:status"))).toHaveLength(1);
  });

  it("does not let a command count twice", async () => {
    let token = "";
    const stop = relay.sandbox.onRequest(async ({ path }) => {
      if (path.endsWith("/permission") && token === "") token = await giveLeaseAway(3600);
    });
    relay.clock.advance(120_000);
    pull.comment("maria", "/advance");
    await eventually(
      () => token,
      (given) => given !== "",
    );
    await eventually(
      () => written.lines().filter(({ msg }) => msg.startsWith("lost the lease")),
      (lines) => lines.length > 0,
    );
    stop();
    await endLease(token);
    await relay.pass(0);
    expect(await stateOf(relay, pull)).toBe("planning");
    expect(await query(relay.db, "select 1 from workflow_handoffs", [])).toHaveLength(1);
  });
});

describe("a lease that is held for long", () => {
  it("is renewed while GitHub lets the sync wait", async () => {
    relay.sandbox.fault({ match: "POST /repos/*/*/issues/*/labels", do: { slowMs: 1_700 } });
    relay.sandbox.fault({ match: "PATCH /repos/*/*/issues/comments/*", do: { slowMs: 1_700 } });
    relay.sandbox.fault({ match: "POST /repos/*/*/check-runs", do: { slowMs: 1_700 } });
    await stage.say(pull, "maria", "/advance");
    expect(pull.labels()).toEqual(["baton: planning"]);
    expect(written.lines().filter(({ msg }) => msg.startsWith("lost the lease"))).toEqual([]);
  });
});

/** Jobs that could run now and have not. */
async function jobsInThePast({ db }: Relay): Promise<number> {
  const [row] = await query<{ jobs: number }>(
    db,
    "select count(*)::integer as jobs from graphile_worker._private_jobs where run_at <= now()",
    [],
  );
  return row?.jobs ?? 0;
}
