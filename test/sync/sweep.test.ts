import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { query } from "../../src/store/database.ts";
import { prune } from "../../src/store/prune.ts";
import { writtenLog, type WrittenLog } from "../support/log-lines.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { openRepository, stateOf, statusComment, type Stage } from "../support/stage.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let relay: Relay;
let stage: Stage;
let written: WrittenLog;
beforeEach(async () => {
  written = writtenLog();
  relay = await startRelay({ log: written.log });
  stage = openRepository(relay);
});
afterEach(() => relay.close());

async function started(): Promise<PullDriver> {
  const pull = stage.openPull();
  await stage.say(pull, "maria", "/start");
  return pull;
}

/** How often a pull request was read from GitHub while something happened. */
async function looksAt(pull: PullDriver, meanwhile: () => Promise<void>): Promise<number> {
  const before = relay.sandbox.requests.length;
  await meanwhile();
  const since = relay.sandbox.requests.slice(before);
  return since.filter(({ method, path }) => method === "GET" && path.endsWith(`/pulls/${String(pull.number)}`)).length;
}

/** From now on webhooks are lost without a trace. */
function loseWebhooks(): void {
  relay.sandbox.deliveries.pause(({ event }) => event !== "issue_comment");
}

describe("a job that was lost", () => {
  it("is added again: what is due is in the row", async () => {
    const pull = await started();
    // As after a crash: the row says that something is due, and nobody holds a lease or a job.
    loseWebhooks();
    pull.unlabel("maria", "baton: discovery");
    await query(relay.db, "update pull_requests set report_wanted = report_wanted + 1, due_seq = due_seq + 1", []);
    await query(relay.db, "delete from graphile_worker._private_jobs", []);
    expect(pull.labels()).toEqual([]);
    await relay.pass(minute);
    expect(pull.labels()).toEqual(["baton: discovery"]);
  });
});

describe("a pull request that no webhook spoke of", () => {
  it("is looked at after ten minutes: green checks move it on", async () => {
    const pull = await started();
    for (let count = 0; count < 4; count += 1) await stage.say(pull, "maria", "/advance");
    expect(await stateOf(relay, pull)).toBe("testing");
    loseWebhooks();
    stage.check(pull, "build", "success");
    await relay.pass(9 * minute);
    expect(await stateOf(relay, pull)).toBe("testing");
    await relay.pass(2 * minute);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("has its report put right that somebody changed", async () => {
    const pull = await started();
    loseWebhooks();
    const own = pull.comments().find(({ user }) => user === "baton[bot]");
    pull.editComment("maria", own?.id ?? 0, "<!-- baton:status --> Nothing to see here.");
    pull.unlabel("maria", "baton: discovery");
    await relay.pass(11 * minute);
    expect(statusComment(pull)).toContain("Q Assistant");
    expect(pull.labels()).toEqual(["baton: discovery"]);
  });

  it("is not looked at again before another ten minutes", async () => {
    const pull = await started();
    expect(await looksAt(pull, () => relay.pass(11 * minute))).toBe(1);
    expect(await looksAt(pull, () => relay.pass(9 * minute))).toBe(0);
    expect(await looksAt(pull, () => relay.pass(2 * minute))).toBe(1);
  });

  it.each(["/hold", "/fail it is broken"])(
    "is looked at hourly a day after %s, when only a person moves it",
    async (command) => {
      const pull = await started();
      await stage.say(pull, "maria", command);
      expect(await looksAt(pull, () => relay.pass(11 * minute))).toBe(1);
      await relay.pass(day);
      expect(await looksAt(pull, () => relay.pass(59 * minute))).toBe(0);
      expect(await looksAt(pull, () => relay.pass(2 * minute))).toBe(1);
    },
  );

  it("is looked at hourly for a day after its end, and then no more", async () => {
    const pull = await started();
    await stage.say(pull, "maria", "/cancel");
    expect(await looksAt(pull, () => relay.pass(59 * minute))).toBe(0);
    expect(await looksAt(pull, () => relay.pass(2 * minute))).toBe(1);
    expect(await looksAt(pull, () => relay.pass(day))).toBe(0);
  });

  it("costs at most a third of what the rate limit has left, the one that waited longest first", async () => {
    const pulls: PullDriver[] = [];
    for (let count = 0; count < 4; count += 1) {
      pulls.push(await started());
      relay.clock.advance(minute);
    }
    const left = (remaining: number) => {
      const core = { limit: 5000, used: 5000 - remaining, remaining, reset: 4_000_000_000 };
      relay.sandbox.fault({ match: "GET /rate_limit", do: { status: 200, body: { resources: { core }, rate: core } } });
    };
    const looked = async () => {
      const counts: number[] = [];
      const before = relay.sandbox.requests.length;
      await relay.pass(0);
      for (const { number } of pulls) {
        const path = `/pulls/${String(number)}`;
        const reads = relay.sandbox.requests
          .slice(before)
          .filter((one) => one.method === "GET" && one.path.endsWith(path));
        counts.push(reads.length);
      }
      return counts;
    };
    relay.clock.advance(20 * minute);
    left(50);
    expect(await looked()).toEqual([1, 1, 0, 0]);
    left(20);
    expect(await looked()).toEqual([0, 0, 0, 0]);
    left(5000);
    expect(await looked()).toEqual([0, 0, 1, 1]);
  });

  it("is left alone where GitHub does not tell what the rate limit has left", async () => {
    const pull = await started();
    relay.sandbox.fault({ match: "GET /rate_limit", do: { status: 403 } });
    expect(await looksAt(pull, () => relay.pass(11 * minute))).toBe(0);
    expect(written.lines().filter(({ msg }) => msg === "cannot look at an installation")).toHaveLength(1);
    expect(await looksAt(pull, () => relay.pass(0))).toBe(1);
  });
});

describe("what is past", () => {
  it("is dropped after a month: done requests and messages, but nothing that still waits to be applied", async () => {
    const pull = await started();
    const { repositoryId, number } = pull;
    const now = relay.clock.now();
    const daysAgo = (days: number) => new Date(now.getTime() - days * day);
    for (const [guid, days, done] of [
      ["old-done", 31, true],
      ["old-waiting", 31, false],
      ["young-done", 29, true],
    ] as const) {
      await query(
        relay.db,
        `insert into webhook_deliveries (guid, event, request, received_at, repository_id, pull_number, applied_at)
         values ($1, 'issue_comment', '{}', $2, $3, $4, $5)`,
        [guid, daysAgo(days), repositoryId, number, done ? daysAgo(days) : null],
      );
    }
    await query(
      relay.db,
      `insert into outbox (repository_id, pull_number, kind, cause, body, created_at, try_at) values
       ($1, $2, 'reply', 'old', '{"text": "old"}', $3, $5), ($1, $2, 'reply', 'young', '{"text": "young"}', $4, $5)`,
      [repositoryId, number, daysAgo(31), daysAgo(29), new Date(now.getTime() + day)],
    );
    await prune(relay.db, now);
    const guids = await query<{ guid: string }>(
      relay.db,
      "select guid from webhook_deliveries where event = 'issue_comment' and guid like '%-%' order by guid",
      [],
    );
    expect(guids.map(({ guid }) => guid).filter((guid) => /^(old|young)/.test(guid))).toEqual([
      "old-waiting",
      "young-done",
    ]);
    const causes = await query<{ cause: string }>(
      relay.db,
      "select cause from outbox where cause in ('old', 'young')",
      [],
    );
    expect(causes).toEqual([{ cause: "young" }]);
    await query(relay.db, "delete from webhook_deliveries where guid = 'old-waiting'", []);
  });

  it("leaves the workflow and its audit alone", async () => {
    const pull = await started();
    await prune(relay.db, new Date(relay.clock.now().getTime() + 400 * day));
    expect(await stateOf(relay, pull)).toBe("discovery");
    expect(await query(relay.db, "select 1 from workflow_events", [])).not.toHaveLength(0);
  });
});
