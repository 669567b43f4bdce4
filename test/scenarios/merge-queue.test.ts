import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver, RepositoryDriver } from "../../sandbox/sandbox.ts";
import { query } from "../../src/store/database.ts";
import { forge, lastPayload } from "../support/forge.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { bring, openRepository, writesSince, type Stage } from "../support/stage.ts";

type Group = ReturnType<RepositoryDriver["mergeGroup"]>;

describe("a merge queue's group", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  /** Baton's runs on a group. */
  const answersTo = (group: Group) =>
    stage.repository.checkRuns().filter(({ name, headSha }) => name === "Baton" && headSha === group.headSha);

  const queue = async (...pulls: readonly PullDriver[]): Promise<Group> => {
    const group = stage.repository.mergeGroup("maria", ...pulls);
    await relay.settle();
    return group;
  };

  /** Opens a pull request that changes a file of its own, so that several can be merged one after the other. */
  const open = (fork = false): PullDriver => stage.repository.openPull({ by: fork ? "fred" : "chen", fork });

  it("without a workflow is let through at once", async () => {
    const group = await queue(open());
    expect(answersTo(group)).toMatchObject([
      { status: "completed", conclusion: "success", output: { title: "No relay runs here" } },
    ]);
  });

  it("whose pull request is through is let through", async () => {
    const pull = open();
    await bring(relay, pull, "deployment");
    expect(answersTo(await queue(pull))).toMatchObject([
      { conclusion: "success", output: { title: `Through: #${String(pull.number)}` } },
    ]);
  });

  it("whose pull request is not through fails, and says what it waits for", async () => {
    const pull = open();
    await bring(relay, pull, "verification");
    const [answer] = answersTo(await queue(pull));
    expect(answer).toMatchObject({
      conclusion: "failure",
      output: { title: `Not through: #${String(pull.number)}` },
    });
    expect(answer?.output.summary).toContain("it waits for **Verification Overseer**");
  });

  it.each([
    ["/hold", "it is on hold"],
    ["/fail", "its relay failed"],
    ["/cancel", "its relay was cancelled"],
  ])("fails after a `%s`, though the work was through", async (command, said) => {
    const pull = open();
    await bring(relay, pull, "deployment");
    await stage.say(pull, "maria", command);
    const [answer] = answersTo(await queue(pull));
    expect(answer?.conclusion).toBe("failure");
    expect(answer?.output.summary).toContain(said);
  });

  it("fails for commits that the relay has not seen", async () => {
    const pull = open();
    await bring(relay, pull, "deployment");
    relay.sandbox.deliveries.pause("pull_request.synchronize");
    pull.push("chen");
    const [answer] = answersTo(await queue(pull));
    relay.sandbox.deliveries.resume();
    await relay.settle();
    expect(answer?.output.summary).toContain("commits that its relay has not seen yet");
  });

  it("is judged by all its pull requests, not by the last alone", async () => {
    const [waiting, through, none] = [open(), open(), open()];
    await bring(relay, waiting, "planning");
    await bring(relay, through, "complete");
    const [answer] = answersTo(await queue(waiting, through, none));
    expect(answer).toMatchObject({
      conclusion: "failure",
      output: { title: `Not through: #${String(waiting.number)}` },
    });
    expect(answer?.output.summary).toContain(`- #${String(through.number)} (🏁 Complete): it is through.`);
    expect(answer?.output.summary).not.toContain(`#${String(none.number)}`);
  });

  it("is not held up by a pull request that a commit only speaks of", async () => {
    const other = open();
    await bring(relay, other, "planning");
    const pull = stage.repository.openPull({ by: "chen", title: `Goes with (#${String(other.number)})` });
    await bring(relay, pull, "complete");
    expect(answersTo(await queue(pull))).toMatchObject([{ conclusion: "success" }]);
  });

  it("of a fork's pull request is answered as well", async () => {
    const pull = open(true);
    await bring(relay, pull, "planning");
    expect(answersTo(await queue(pull))).toMatchObject([{ conclusion: "failure" }]);
  });

  it.each(["rerequest", "rerequestSuite"] as const)("is answered anew where somebody asks by %s", async (ask) => {
    const pull = open();
    await bring(relay, pull, "verification");
    const group = await queue(pull);
    const [first] = answersTo(group);
    expect(first).toMatchObject({ conclusion: "failure" });
    const before = relay.sandbox.requests.length;
    group[ask]("chen", first?.id ?? 0);
    await relay.settle();
    expect(relay.sandbox.requests.length).toBeGreaterThan(before);
    expect(writesSince(relay, before)).toEqual([]);
    await stage.say(pull, "maria", "/advance");
    group[ask]("chen", first?.id ?? 0);
    await relay.settle();
    expect(answersTo(group)).toMatchObject([{ conclusion: "failure" }, { conclusion: "success" }]);
  });

  it("is none because a branch is named like one", async () => {
    const pull = stage.repository.openPull({ by: "chen", head: "gh-readonly-queue/main/pr-999-abc" });
    await bring(relay, pull, "planning");
    const [run] = pull.checkRuns("Baton");
    const payload = lastPayload(relay, "check_suite.rerequested", {
      check_suite: { head_sha: pull.headSha, head_branch: pull.headRef },
    });
    await forge(relay, { event: "check_suite", payload });
    await relay.settle();
    expect(pull.checkRuns("Baton")).toMatchObject([{ id: run?.id, conclusion: "action_required" }]);
  });

  it("is answered once, however often GitHub asks", async () => {
    const group = await queue(open());
    const before = relay.sandbox.requests.length;
    await forge(relay, { event: "merge_group", payload: lastPayload(relay, "merge_group.checks_requested") });
    await relay.settle();
    expect(writesSince(relay, before)).toEqual([]);
    expect(answersTo(group)).toHaveLength(1);
  });

  it("is answered once where the answer to the write was lost", async () => {
    const create = { match: /^POST \/repos\/[^/]+\/[^/]+\/check-runs/, do: { after: { drop: true } } } as const;
    relay.sandbox.fault(create);
    const group = await queue(open());
    await relay.pass(5_000);
    expect(answersTo(group)).toMatchObject([{ conclusion: "success" }]);
  });

  it("is answered when GitHub is back, though Baton was started again and its job lost", async () => {
    const outage = relay.sandbox.fault({ match: /^POST \/repos\/.*\/check-runs/, times: 100, do: { status: 502 } });
    const group = await queue(open());
    expect(answersTo(group)).toEqual([]);
    await relay.restart();
    await query(relay.db, "select graphile_worker.remove_job(key) from graphile_worker.jobs where key is not null", []);
    outage.remove();
    await relay.pass(600_000);
    expect(answersTo(group)).toMatchObject([{ conclusion: "success" }]);
  });

  it("that was destroyed meanwhile, with its base, is answered by what is known, and troubles nobody", async () => {
    const pull = open();
    relay.sandbox.deliveries.pause("merge_group.checks_requested");
    const group = stage.repository.mergeGroup("maria", pull);
    group.end("dequeued");
    relay.sandbox.deliveries.resume();
    await relay.settle();
    await forge(relay, {
      event: "merge_group",
      payload: lastPayload(relay, "merge_group.checks_requested", {
        merge_group: { head_sha: "f".repeat(40), base_ref: "refs/heads/gone" },
      }),
    });
    await relay.settle();
    const rows = await query<{ waiting: boolean; problem: string | null }>(
      relay.db,
      "select done < wanted as waiting, problem from errands where kind = 'merge_group' order by updated_at desc limit 1",
      [],
    );
    expect(rows[0]).toMatchObject({ waiting: false, problem: expect.stringContaining("No commit found") as string });
  });
});
