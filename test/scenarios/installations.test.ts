import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { query } from "../../src/store/database.ts";
import { forge, lastPayload } from "../support/forge.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { bring, eventsOf, openRepository, outcomesOf, stateOf, statusComment, workflowOf } from "../support/stage.ts";
import { ownComments, writesSince, type Stage } from "../support/stage.ts";

const hourMs = 3_600_000;

describe("repositories and installations", () => {
  let relay: Relay;
  beforeAll(async () => {
    relay = await startRelay();
  });
  afterAll(() => relay.close());

  let accounts = 0;
  /** A repository on an account of its own, so that a story about an installation leaves the others alone. */
  const ofItsOwn = (): Stage & { readonly account: string } => {
    accounts += 1;
    const account = `account-${String(accounts)}`;
    return { ...openRepository(relay, account), account };
  };

  const accessTo = async (pull: PullDriver): Promise<object> => {
    const [row] = await query<object>(
      relay.db,
      `select full_name as "fullName", access, access_lost_by as "lostBy" from repositories where id = $1`,
      [pull.repositoryId],
    );
    return row ?? {};
  };

  const requestsIn = async (work: () => Promise<void>): Promise<readonly string[]> => {
    const before = relay.sandbox.requests.length;
    await work();
    return relay.sandbox.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
  };

  describe("that are renamed or transferred", () => {
    it("lose nothing: the relay goes on under the new name", async () => {
      const stage = ofItsOwn();
      const pull = stage.openPull();
      await bring(relay, pull, "planning");
      stage.repository.rename("maria", "boutique");
      await relay.settle();
      expect(await accessTo(pull)).toMatchObject({ fullName: `${stage.account}/boutique`, access: "granted" });
      await stage.say(pull, "maria", "/advance");
      expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
      expect(statusComment(pull)).toContain("handoff");
    });

    it("are found by the next payload where the event was lost, though another took the name", async () => {
      const stage = ofItsOwn();
      const pull = stage.openPull();
      await bring(relay, pull, "planning");
      const { name } = stage.repository;
      relay.sandbox.deliveries.drop("repository.renamed");
      stage.repository.rename("maria", "moved");
      relay.sandbox.createRepository({ owner: stage.account, name, users: { maria: "admin" } });
      await relay.pass(hourMs);
      expect(await accessTo(pull)).toMatchObject({ fullName: `${stage.account}/moved`, access: "granted" });
      await stage.say(pull, "maria", "/advance");
      expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    });

    /** A repository that was renamed unheard of, and another that has its name, with a pull request of the same number. */
    const withNameTaken = async () => {
      const stage = ofItsOwn();
      const pull = stage.openPull();
      await bring(relay, pull, "planning");
      const { name } = stage.repository;
      relay.sandbox.deliveries.drop("repository.renamed");
      stage.repository.rename("maria", "moved");
      const users = { maria: "admin", chen: "write" } as const;
      const other = relay.sandbox.createRepository({ owner: stage.account, name, users });
      const foreign = other.openPull({ by: "chen", head: "foreign" });
      await relay.settle();
      return { stage, pull, foreign };
    };

    /** The payload of somebody's last comment, with parts of the comment changed. */
    const payloadOf = (who: string, comment: object): Readonly<Record<string, unknown>> => {
      const sent = relay.sandbox.deliveries.attempts.map(({ delivery }) => delivery);
      const last = sent.findLast(({ event, payload }) => event === "issue_comment" && isBy(payload["sender"], who));
      return { ...last?.payload, comment: { ...(last?.payload["comment"] as object | undefined), ...comment } };
    };
    const isBy = (sender: unknown, who: string): boolean => (sender as { login: string }).login === who;

    it("take no other repository's pull request for theirs, and are looked for by their id", async () => {
      const { stage, pull, foreign } = await withNameTaken();
      const before = relay.sandbox.requests.length;
      await relay.pass(11 * 60_000);
      expect(await accessTo(pull)).toMatchObject({ fullName: `${stage.account}/moved`, access: "granted" });
      expect(await workflowOf(relay, pull)).toMatchObject({ status: "open", head_sha: pull.headSha });
      expect(writesSince(relay, before).filter((line) => !line.includes("/app/hook/"))).toEqual([]);
      expect([foreign.comments(), foreign.labels()]).toEqual([[], []]);
    });

    it("write nothing under a name that a webhook doubts before GitHub was asked", async () => {
      const { stage, pull, foreign } = await withNameTaken();
      await stage.say(pull, "maria", "/help");
      expect(ownComments(pull, "reply")).toHaveLength(1);
      expect(await accessTo(pull)).toMatchObject({ fullName: `${stage.account}/moved` });
      await stage.say(pull, "maria", "/advance");
      expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
      expect([foreign.comments(), foreign.labels()]).toEqual([[], []]);
    });

    it("are followed by the next sweep where what tells of it concerns no relay", async () => {
      const { stage, pull } = await withNameTaken();
      stage.repository.check({
        sha: stage.repository.branch("main") ?? "",
        name: "build",
        status: "completed",
        conclusion: "success",
      });
      await relay.settle();
      expect(await accessTo(pull)).toMatchObject({ fullName: expect.not.stringContaining("moved") });
      await relay.pass(60_000);
      expect(await accessTo(pull)).toMatchObject({ fullName: `${stage.account}/moved`, access: "granted" });
    });

    it("are followed where only a fact tells of it, and a late webhook brings no old name back", async () => {
      const { stage, pull, foreign } = await withNameTaken();
      const late = payloadOf("maria", { body: "/status" });
      stage.repository.check({ sha: pull.headSha, name: "build", status: "completed", conclusion: "success" });
      await relay.settle();
      expect(await accessTo(pull)).toMatchObject({ fullName: `${stage.account}/moved` });
      const installation = { id: relay.sandbox.installation(ofItsOwn().account).id };
      for (const each of [late, { ...late, installation }])
        expect(await forge(relay, { event: "issue_comment", payload: each })).toBe(200);
      await relay.settle();
      expect(await accessTo(pull)).toMatchObject({ fullName: `${stage.account}/moved`, access: "granted" });
      expect((await outcomesOf(relay, pull)).slice(-2)).toMatchObject([{ result: "answered" }, { result: "answered" }]);
      expect([foreign.comments(), foreign.labels()]).toEqual([[], []]);
    });

    it("follow the account's new login", async () => {
      const stage = ofItsOwn();
      const pull = stage.openPull();
      await bring(relay, pull, "planning");
      const { name } = stage.repository;
      relay.sandbox.installation(stage.account).renameAccount(`${stage.account}-renamed`);
      await relay.settle();
      expect(await accessTo(pull)).toMatchObject({ fullName: `${stage.account}-renamed/${name}` });
    });

    it("go on with another owner who installed the App, whichever event comes first", async () => {
      const stage = ofItsOwn();
      const elsewhere = ofItsOwn();
      const pull = stage.openPull();
      await bring(relay, pull, "planning");
      stage.repository.transfer("maria", elsewhere.account);
      await relay.settle();
      expect(await accessTo(pull)).toMatchObject({ access: "granted" });
      expect(JSON.stringify(await accessTo(pull))).toContain(`${elsewhere.account}/`);
      await stage.say(pull, "maria", "/advance");
      expect(await stateOf(relay, pull)).toBe("handoff_to_coder");

      // Nobody tells of the way back; the old installation is asked first.
      relay.sandbox.deliveries.drop("repository.transferred", 2);
      stage.repository.transfer("maria", stage.account);
      await relay.pass(hourMs);
      expect(JSON.stringify(await accessTo(pull))).toContain(`${stage.account}/`);
      expect(await workflowOf(relay, pull)).toMatchObject({ status: "open", current_state: "handoff_to_coder" });
    });

    it("end with an owner who never installed the App, though nobody tells", async () => {
      const stage = ofItsOwn();
      const pull = stage.openPull();
      await bring(relay, pull, "planning");
      stage.repository.transfer("maria", "strangers");
      await relay.pass(hourMs);
      expect(await accessTo(pull)).toMatchObject({ access: "lost", lostBy: "out_of_reach" });
      expect(await workflowOf(relay, pull)).toMatchObject({ status: "cancelled", cancelled_by: "no_access" });
    });
  });

  describe("out of the App's reach", () => {
    it("end their relays by GitHub, with the reason, write nothing, and are left alone from then on", async () => {
      const stage = ofItsOwn();
      const other = openRepository(relay, stage.account);
      const [pull, kept] = [stage.openPull(), other.openPull()];
      await bring(relay, pull, "planning");
      await bring(relay, kept, "planning");
      const before = relay.sandbox.requests.length;
      relay.sandbox.installation(stage.account).select(other.repository);
      await relay.settle();
      expect(await workflowOf(relay, pull)).toMatchObject({ status: "cancelled", cancelled_by: "no_access" });
      expect((await eventsOf(relay, pull)).at(-1)).toMatchObject({
        event_type: "cancelled",
        triggered_by: { kind: "github" },
        event_data: { state: "planning", reason: "out_of_reach" },
      });
      expect(writesSince(relay, before)).toEqual([]);
      expect(await workflowOf(relay, kept)).toMatchObject({ status: "open" });
      const later = await requestsIn(async () => {
        for (let hour = 0; hour < 3; hour += 1) await relay.pass(hourMs);
      });
      expect(later.filter((line) => line.includes(stage.repository.fullName))).toEqual([]);
    });

    it("are open to none of the API's tokens any more", async () => {
      const [lost, kept] = [ofItsOwn(), ofItsOwn()];
      const pulls = [lost.openPull(), kept.openPull()] as const;
      for (const pull of pulls) await bring(relay, pull, "planning");
      const ids = pulls.map(({ repositoryId }) => repositoryId);
      for (const [label, repositories] of [
        ["one", ids.slice(0, 1)],
        ["both", ids],
      ] as const)
        await query(
          relay.db,
          `insert into tokens (id, prefix, hash, repository_ids, roles, label, created_at, expires_at)
           values (gen_random_uuid(), $1, sha256(convert_to($1, 'UTF8')), $2, '{code_writer}', $1, now(), now() + interval '1 day')`,
          [label, repositories],
        );
      relay.sandbox.installation(lost.account).uninstall();
      await relay.settle();
      expect(
        await query(
          relay.db,
          `select label, revoked_at is not null as revoked, repository_ids as "repositoryIds" from tokens order by label`,
          [],
        ),
      ).toEqual([
        { label: "both", revoked: false, repositoryIds: [String(ids[1])] },
        { label: "one", revoked: true, repositoryIds: [String(ids[0])] },
      ]);
    });

    it("resume nothing by themselves when they come back, but say what happened, and begin anew", async () => {
      const stage = ofItsOwn();
      const other = openRepository(relay, stage.account);
      const pull = stage.openPull();
      await bring(relay, pull, "planning");
      const installation = relay.sandbox.installation(stage.account);
      installation.select(other.repository);
      await relay.settle();
      installation.select(other.repository, stage.repository);
      await relay.settle();
      expect(await workflowOf(relay, pull)).toMatchObject({ status: "cancelled" });
      expect(statusComment(pull)).toContain("Baton could not reach this repository any more");
      expect(pull.labels()).toEqual([]);
      await stage.say(pull, "maria", "/start");
      expect(await stateOf(relay, pull)).toBe("discovery");
    });

    it("that were deleted end the same way", async () => {
      const stage = ofItsOwn();
      const pull = stage.openPull();
      await bring(relay, pull, "testing");
      stage.repository.delete("maria");
      await relay.settle();
      expect(await workflowOf(relay, pull)).toMatchObject({ status: "cancelled", cancelled_by: "no_access" });
    });
  });

  describe("whose App was uninstalled", () => {
    it("end their relays, drop what waited, and begin anew once it is installed again", async () => {
      const stage = ofItsOwn();
      const pull = stage.openPull();
      await bring(relay, pull, "planning");
      relay.sandbox.deliveries.pause("issue_comment.created");
      pull.comment("maria", "/advance");
      relay.sandbox.installation(stage.account).uninstall();
      await relay.settle();
      expect((await eventsOf(relay, pull)).at(-1)).toMatchObject({ event_data: { reason: "uninstalled" } });
      // What was said before comes late: it is taken in, and dropped.
      relay.sandbox.deliveries.resume();
      await relay.settle();
      expect((await outcomesOf(relay, pull)).at(-1)).toMatchObject({ result: "dropped" });
      relay.sandbox.install(stage.account);
      await relay.settle();
      expect(await workflowOf(relay, pull)).toMatchObject({ status: "cancelled", current_state: "planning" });
      await stage.say(pull, "maria", "/start");
      expect(await stateOf(relay, pull)).toBe("discovery");
      expect(ownComments(pull, "reply")).toEqual([]);
    });

    it("end as well where no webhook tells of it", async () => {
      const stage = ofItsOwn();
      const pull = stage.openPull();
      await bring(relay, pull, "planning");
      relay.sandbox.deliveries.drop("installation.deleted");
      relay.sandbox.installation(stage.account).uninstall();
      // A token that is not five seconds old yet would be tried again for six.
      await relay.restart();
      await relay.pass(hourMs);
      expect(await workflowOf(relay, pull)).toMatchObject({ status: "cancelled", cancelled_by: "no_access" });
    });

    it("are as GitHub says they are, when the events come twice and in the wrong order", async () => {
      const stage = ofItsOwn();
      const pull = stage.openPull();
      await bring(relay, pull, "planning");
      relay.sandbox.deliveries.pause(({ event }) => event === "installation");
      relay.sandbox.installation(stage.account).uninstall();
      relay.sandbox.install(stage.account);
      const [deleted, created] = relay.sandbox.deliveries.held();
      relay.sandbox.deliveries.release([created?.guid ?? "", deleted?.guid ?? ""]);
      relay.sandbox.deliveries.resume();
      await relay.settle();
      for (const event of ["installation.created", "installation.deleted"])
        await forge(relay, { event: "installation", payload: lastPayload(relay, event) });
      await relay.settle();
      expect(await accessTo(pull)).toMatchObject({ access: "granted" });
      await stage.say(pull, "maria", "/advance");
      expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
    });
  });

  describe("whose App is suspended", () => {
    it("are left alone until it is unsuspended, and then looked at", async () => {
      const stage = ofItsOwn();
      const pull = stage.openPull();
      await bring(relay, pull, "testing");
      const installation = relay.sandbox.installation(stage.account);
      installation.suspend();
      await relay.settle();
      stage.check(pull, "build", "failure");
      const meanwhile = await requestsIn(async () => {
        for (let hour = 0; hour < 3; hour += 1) await relay.pass(hourMs);
      });
      expect(meanwhile.filter((line) => line.includes(stage.repository.fullName))).toEqual([]);
      expect(await stateOf(relay, pull)).toBe("testing");
      expect(await workflowOf(relay, pull)).toMatchObject({ status: "open" });
      installation.unsuspend();
      await relay.settle();
      expect(await stateOf(relay, pull)).toBe("implementation");
    });

    it("and uninstalled then, end", async () => {
      const stage = ofItsOwn();
      const pull = stage.openPull();
      await bring(relay, pull, "planning");
      const installation = relay.sandbox.installation(stage.account);
      installation.suspend();
      installation.uninstall();
      await relay.settle();
      expect(await workflowOf(relay, pull)).toMatchObject({ status: "cancelled", cancelled_by: "no_access" });
    });
  });

  it("that are archived are left alone until they are no longer", async () => {
    const stage = ofItsOwn();
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    stage.repository.archive("maria");
    await relay.settle();
    const meanwhile = await requestsIn(() => relay.pass(hourMs));
    expect(meanwhile.filter((line) => line.includes(stage.repository.fullName))).toEqual([]);
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "open" });
    stage.repository.unarchive("maria");
    await relay.settle();
    await stage.say(pull, "maria", "/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
  });

  it("that lack a permission say its name on the report, and go on at once when it is granted", async () => {
    const stage = ofItsOwn();
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const denied = relay.sandbox.fault({
      match: /^(POST|PATCH) \/repos\/[^/]+\/[^/]+\/check-runs/,
      times: 1000,
      do: {
        status: 403,
        headers: { "x-accepted-github-permissions": "checks=write" },
        body: { message: "Resource not accessible by integration", documentation_url: "https://docs.github.com/rest" },
      },
    });
    await stage.say(pull, "maria", "/advance");
    expect(statusComment(pull)).toContain("The App needs the permission “Checks: write”");
    denied.remove();
    relay.sandbox.installation(stage.account).acceptPermissions();
    await relay.settle();
    expect(statusComment(pull)).not.toContain("Checks: write");
    expect(pull.checkRuns("Baton").at(-1)?.output.title).toContain("Handoff");
  });

  it("are looked at again where GitHub was away, and where Baton died in between", async () => {
    const stage = ofItsOwn();
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const outage = relay.sandbox.fault({ match: /^GET \/app\/installations\//, times: 1000, do: { status: 502 } });
    relay.sandbox.installation(stage.account).uninstall();
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "open" });
    await relay.restart();
    await query(relay.db, "select graphile_worker.remove_job(key) from graphile_worker.jobs where key is not null", []);
    outage.remove();
    await relay.pass(600_000);
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "cancelled", cancelled_by: "no_access" });
  });
});
