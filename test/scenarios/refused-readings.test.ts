import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Fault, FaultHandle } from "../../sandbox/faults/faults.ts";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { query } from "../../src/store/database.ts";
import { beginUnder } from "../support/begin-under.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  bring,
  eventsOf,
  openRepository,
  outcomesOf,
  ownComments,
  reactionsTo,
  stateOf,
  statusComment,
  type Stage,
} from "../support/stage.ts";

const missingPermission = {
  status: 403,
  headers: { "x-accepted-github-permissions": "statuses=read" },
  body: { message: "Resource not accessible by integration", documentation_url: "https://docs.github.com/rest" },
};

const statuses = "GET /repos/*/*/commits/*/status";

describe("where GitHub refuses what Baton has to read", () => {
  let relay: Relay;
  let stage: Stage;
  const faults: FaultHandle[] = [];
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterEach(() => {
    for (const fault of faults.splice(0)) fault.remove();
  });
  afterAll(() => relay.close());

  const refuse = (match: Fault["match"], times = 1_000, effect: Fault["do"] = missingPermission): FaultHandle => {
    const fault = relay.sandbox.fault({ match, times, do: effect });
    faults.push(fault);
    return fault;
  };

  /** A relay in testing with a check that runs. */
  async function inTesting(): Promise<PullDriver> {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    stage.repository.check({ sha: pull.headSha, name: "build" });
    await relay.settle();
    return pull;
  }

  const backoffOf = async (pull: PullDriver) =>
    query(relay.db, `select failures, not_before from pull_requests where repository_id = $1 and number = $2`, [
      pull.repositoryId,
      pull.number,
    ]);

  describe("a command that has to be judged on it", () => {
    it("is refused at once with GitHub's words and what to do, and those behind it go on", async () => {
      const pull = await inTesting();
      refuse(statuses);
      pull.comment("maria", "/hold\n/unhold\n/advance\n/fail");
      const second = pull.comment("maria", "/hold the door");
      await relay.settle();
      expect((await outcomesOf(relay, pull)).slice(-4)).toMatchObject([
        { result: "moved" },
        { result: "moved" },
        { result: "refused", reason: "unread" },
        { result: "moved" },
      ]);
      const reply = ownComments(pull, "reply").at(-1);
      expect(reply).toContain("**Nothing came of `/advance`.**");
      expect(reply).toContain(
        "(403): Resource not accessible by integration The App needs the permission “Statuses: read”",
      );
      expect(reply).toContain("`/advance --force`");
      expect(reactionsTo(pull, second.id)).toEqual(["+1"]);
      expect(await stateOf(relay, pull)).toBe("testing");
      expect(statusComment(pull)).toContain("the door");
      expect(await backoffOf(pull)).toEqual([{ failures: 0, not_before: null }]);
    });

    it("goes past it with `--force`, and the audit says what was missing", async () => {
      const pull = await inTesting();
      refuse(statuses);
      const id = await stage.say(pull, "omar", "/advance --force");
      expect(reactionsTo(pull, id)).toEqual(["rocket"]);
      expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
      const stepped = (await eventsOf(relay, pull)).findLast(({ event_type }) => event_type === "stepped");
      expect(stepped?.event_data).toMatchObject({ forced: true, missing: [{ kind: "any_check" }] });
    });

    it("gets a reaction only where a stranger gave it", async () => {
      const pull = stage.openPull();
      refuse("GET /repos/*/*/pulls/*");
      const before = ownComments(pull, "reply").length;
      const id = await stage.say(pull, "rita", "/start");
      expect(reactionsTo(pull, id)).toEqual(["confused"]);
      expect(ownComments(pull, "reply")).toHaveLength(before);
    });

    it("gets a reaction only where GitHub does not say who gave it", async () => {
      const pull = stage.openPull();
      relay.clock.advance(61_000);
      refuse("GET /repos/*/*/collaborators/*/permission");
      const id = await stage.say(pull, "maria", "/start");
      expect(reactionsTo(pull, id)).toEqual(["confused"]);
      expect(ownComments(pull, "reply")).toEqual([]);
    });

    it("is tried once more where the App may have lost the repository and has not", async () => {
      const pull = await inTesting();
      relay.clock.advance(61_000);
      const body = { message: "Bad credentials", documentation_url: "https://docs.github.com/rest" };
      refuse("GET /repos/*/*/collaborators/*/permission", 1, { status: 401, body });
      const id = await stage.say(pull, "maria", "/hold");
      expect(reactionsTo(pull, id)).toEqual(["+1"]);
    });

    it("waits where the App can do nothing for now, and is done once it can again", async () => {
      const suspended = openRepository(relay, "acme-suspended");
      const pull = suspended.openPull();
      await bring(relay, pull, "planning");
      relay.clock.advance(61_000);
      relay.sandbox.deliveries.drop("installation.suspend");
      relay.sandbox.deliveries.pause("issue_comment.created");
      const { id } = pull.comment("maria", "/advance");
      relay.sandbox.installation("acme-suspended").suspend();
      // A token that is at hand would be refused with 401, which says less.
      await relay.restart();
      relay.sandbox.deliveries.resume();
      await relay.settle();
      expect(await outcomesOf(relay, pull)).toHaveLength(2);
      relay.sandbox.installation("acme-suspended").unsuspend();
      await relay.settle();
      expect(reactionsTo(pull, id)).toEqual(["rocket"]);
      expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    });
  });

  describe("and said so on the report", () => {
    let own: Stage;
    let pull: PullDriver;
    let installationId: number;
    beforeAll(async () => {
      own = openRepository(relay, "acme-refused");
      pull = own.openPull();
      await bring(relay, pull, "testing");
      own.repository.check({ sha: pull.headSha, name: "build" });
      await relay.settle();
      const select = "select installation_id as id from repositories where id = $1";
      const [row] = await query<{ id: number }>(relay.db, select, [pull.repositoryId]);
      installationId = Number(row?.id);
    });

    /** How often something was asked of GitHub meanwhile. */
    async function asked(meanwhile: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
      const before = relay.sandbox.requests.length;
      await meanwhile();
      const since = relay.sandbox.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
      const { fullName } = own.repository;
      const count = (pattern: string) => since.filter((line) => new RegExp(`^${pattern}`).test(line)).length;
      return {
        reads: count(`GET /repos/${fullName}/pulls/${String(pull.number)}$`),
        writes: count(`(PATCH|POST) /repos/${fullName}/issues/`),
        looks: count(`GET /app/installations/${String(installationId)}$`),
      };
    }

    const minutes = async (count: number, each: (minute: number) => void = () => undefined) => {
      for (let minute = 1; minute <= count; minute += 1) {
        each(minute);
        await relay.pass(60_000);
      }
    };

    const report = (minute: number) => {
      if (minute % 5 === 0) own.repository.check({ sha: pull.headSha, name: `check ${String(minute)}` });
    };

    it("is left alone for an hour, however many webhooks come and though nobody looked at it for long", async () => {
      // The hourly look at every installation is another matter.
      await relay.pass(3_600_000);
      const refused = refuse(`GET /repos/${own.repository.fullName}/commits/*/status`);
      own.check(pull, "build", "success");
      await relay.settle();
      expect(statusComment(pull)).toContain("GitHub does not let Baton read what it needs here");
      expect(await asked(() => minutes(22, report))).toMatchObject({ reads: 0, looks: 0 });
      relay.clock.advance(34 * 60_000);
      expect(await asked(() => minutes(5))).toMatchObject({ reads: 1 });
      refused.remove();
    });

    it("is read at once when a person asks", async () => {
      refuse(`GET /repos/${own.repository.fullName}/commits/*/status`);
      expect(await asked(() => own.say(pull, "maria", "/status"))).toMatchObject({ reads: 1 });
      expect(await asked(() => own.say(pull, "maria", "/explain"))).toMatchObject({ reads: 1 });
    });

    it("is read at once where the relay comes to a state that does not need it", async () => {
      refuse(`GET /repos/${own.repository.fullName}/commits/*/status`);
      await own.say(pull, "maria", "/status");
      expect(statusComment(pull)).toContain("GitHub does not let Baton read");
      await own.say(pull, "maria", "/advance --force");
      expect(statusComment(pull)).not.toContain("GitHub does not let Baton read");
    });

    it("is not told again before its time where only the telling is refused, and still read", async () => {
      const body = { message: "Unable to create comment because issue is locked.", documentation_url: "" };
      refuse(new RegExp(`^(PATCH|POST) /repos/${own.repository.fullName}/issues/`), 1_000, { status: 403, body });
      await own.say(pull, "maria", "/hold");
      await minutes(11);
      const spent = await asked(() => minutes(22));
      expect(spent).toMatchObject({ reads: 2, writes: 0 });
      expect(spent["looks"]).toBeLessThanOrEqual(1);
    });
  });

  it("a label or a button that has to be judged on it is undone, and the report says why", async () => {
    const pull = await inTesting();
    refuse(statuses);
    pull.label("maria", "baton: handoff_to_verifier");
    await relay.settle();
    expect(pull.labels()).toEqual(["baton: testing"]);
    expect(statusComment(pull)).toContain(
      "What maria asked for with the label “baton: handoff\\_to\\_verifier” was not done. GitHub does not let Baton read",
    );
  });

  it("a handoff that is accepted automatically stays open, and everything else on the pull request goes on", async () => {
    const rules = "roles: { verification_overseer: { accept: automatic } }\ntesting: { checks: [] }\n";
    const other = openRepository(relay);
    const pull = await beginUnder(relay, other, { rules, state: "testing" });
    const reads = refuse(`GET /repos/${other.repository.fullName}/pulls/${String(pull.number)}`, 1_000);
    await other.say(pull, "maria", "/hold");
    reads.remove();
    // Only the reading behind the acceptance is refused.
    await other.say(pull, "maria", "/unhold");
    let read = 0;
    refuse(({ method, path }) => {
      if (method !== "GET" || !path.endsWith(`/pulls/${String(pull.number)}`)) return false;
      read += 1;
      return read > 1;
    });
    await other.say(pull, "maria", "/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
    expect(pull.labels()).toEqual(["baton: handoff_to_verifier"]);
    expect(await backoffOf(pull)).toEqual([{ failures: 0, not_before: null }]);
  });
});
