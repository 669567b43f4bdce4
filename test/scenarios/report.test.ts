import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  batonCheck,
  bring,
  openRepository,
  ownComments,
  stateOf,
  statusComment,
  writesSince,
  type Stage,
} from "../support/stage.ts";

const statusMarker = "<!-- baton:status -->";

describe("the report", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  const statusId = (pull: PullDriver): number => {
    const own = pull.comments().find(({ user, body }) => user === "baton[bot]" && body.startsWith(statusMarker));
    if (own === undefined) throw new Error("There is no status comment.");
    return own.id;
  };

  it("comes back when somebody deletes the status comment", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const before = statusComment(pull);
    pull.deleteComment("maria", statusId(pull));
    await relay.settle();
    expect(statusComment(pull)).toBe(before);
    await stage.say(pull, "maria", "/advance");
    expect(ownComments(pull, "status")).toHaveLength(1);
  });

  it("is put right when somebody edits the status comment, even after the end", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "complete");
    const before = statusComment(pull);
    pull.editComment("maria", statusId(pull), `${statusMarker}\nThis was never verified.`);
    await relay.settle();
    expect(statusComment(pull)).toBe(before);
  });

  it("is found wanting by the sweep where the webhook of an edit never came", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const before = statusComment(pull);
    relay.sandbox.deliveries.drop("issue_comment.edited");
    relay.sandbox.deliveries.drop("pull_request.unlabeled");
    pull.editComment("maria", statusId(pull), "gone");
    pull.unlabel("maria", "baton: planning");
    await relay.settle();
    expect(pull.labels()).toEqual([]);
    await relay.pass(11 * 60_000);
    expect(statusComment(pull)).toBe(before);
    expect(pull.labels()).toEqual(["baton: planning"]);
  });

  it("writes nothing where nothing differs: after a restart, on /status, on the sweep's own look", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    stage.check(pull, "build", "cancelled");
    await relay.settle();
    await relay.pass(20_000);
    const before = relay.sandbox.requests.length;
    await relay.restart();
    await relay.settle();
    await relay.pass(11 * 60_000);
    expect(writesSince(relay, before).filter((line) => line.includes(`/issues/${String(pull.number)}/`))).toEqual([]);
    expect(writesSince(relay, before).filter((line) => line.includes("PATCH"))).toEqual([]);
    const asked = relay.sandbox.requests.length;
    const id = await stage.say(pull, "chen", "/status");
    expect(writesSince(relay, asked)).toEqual([`POST /issues/comments/${String(id)}/reactions`]);
  });

  it("is published once for ten transitions in one comment", async () => {
    const pull = stage.openPull();
    const before = relay.sandbox.requests.length;
    await bring(relay, pull, "complete");
    const writes = writesSince(relay, before);
    const comments = writes.filter((line) => line === `POST /issues/${String(pull.number)}/comments`);
    // The status comment, and the one that says that the build is complete.
    expect(comments).toHaveLength(2);
    expect(writes.filter((line) => line.startsWith("PATCH"))).toEqual([]);
    expect(writes.filter((line) => line === "POST /check-runs")).toHaveLength(1);
    expect(writes.filter((line) => line.endsWith("/labels") && line.includes("issues"))).toHaveLength(1);
  });

  it("is published at most twice for ten comments that come in a burst", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    const before = relay.sandbox.requests.length;
    // GitHub takes its time with the first write, until all ten are in.
    const stop = relay.sandbox.onRequest(async ({ method, path }) => {
      if (method !== "PATCH" || !path.includes("/issues/comments/")) return;
      stop();
      await relay.sandbox.delivered();
    });
    for (let count = 0; count < 10; count += 1) pull.comment("maria", "/advance");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("complete");
    const edits = writesSince(relay, before).filter((line) => line.startsWith("PATCH /issues/comments/"));
    expect(edits.length).toBeGreaterThanOrEqual(1);
    expect(edits.length).toBeLessThanOrEqual(2);
  });

  it("never takes over somebody else's comment, whatever its marker", async () => {
    const pull = stage.openPull();
    const forged = pull.comment("chen", `${statusMarker}\n\nEverything is verified.`);
    const byBot = pull.comment("github-actions[bot]", `${statusMarker}\n\nDeployed already.`);
    await bring(relay, pull, "planning");
    pull.deleteComment("maria", statusId(pull));
    await relay.settle();
    const texts = pull.comments().filter(({ body }) => body.startsWith(statusMarker));
    expect(texts.map(({ user }) => user)).toEqual(["chen", "github-actions[bot]", "baton[bot]"]);
    expect(texts.map(({ body }) => body).slice(0, 2)).toEqual([forged.body, byBot.body]);
  });

  it("tells people once of each turn that somebody must take, of an error and of the end", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "handoff_to_coder");
    expect(ownComments(pull, "turn")).toHaveLength(1);
    await stage.say(pull, "chen", "/status");
    await relay.restart();
    await relay.pass(11 * 60_000);
    expect(ownComments(pull, "turn")).toHaveLength(1);
    expect(ownComments(pull, "turn")[0]).toContain("Code Writer");
    await stage.say(pull, "chen", "/accept");
    await stage.say(pull, "chen", "/fail no way");
    expect(ownComments(pull, "turn")).toHaveLength(2);
    expect(ownComments(pull, "turn")[1]).toContain("no way");
    await stage.say(pull, "chen", "/retry");
    expect(ownComments(pull, "turn").slice(2).join()).toContain("Code Writer");
    await stage.say(pull, "maria", Array.from({ length: 7 }, () => "/advance").join("\n"));
    expect(await stateOf(relay, pull)).toBe("complete");
    const told = ownComments(pull, "turn");
    expect(told.filter((text) => text.includes("complete"))).toHaveLength(1);
    expect(told).toHaveLength(4);
  });

  const runsOf = (...heads: readonly string[]) =>
    stage.repository.checkRuns().filter(({ name, headSha }) => name === "Baton" && heads.includes(headSha));

  /** A relay in testing whose checks run. */
  const underTest = async (): Promise<PullDriver> => {
    const pull = stage.openPull();
    stage.repository.check({ sha: pull.headSha, name: "build", status: "in_progress" });
    await bring(relay, pull, "testing");
    expect(batonCheck(pull).status).toBe("in_progress");
    return pull;
  };

  it("leaves no run in progress on a commit that a push during testing makes an old one", async () => {
    const pull = await underTest();
    const first = pull.headSha;
    const second = pull.push("chen");
    await relay.settle();
    expect(batonCheck(pull).headSha).toBe(second);
    const [ended, ...others] = runsOf(first);
    expect(others).toEqual([]);
    expect(ended).toMatchObject({ status: "completed", conclusion: "cancelled" });
    expect(ended?.output).toMatchObject({
      title: "The pull request moved on",
      summary: expect.stringContaining(second),
    });
    pull.push("chen", { sha: first });
    await relay.settle();
    expect(runsOf(first, second).map(({ headSha, status }) => [headSha, status])).toEqual([
      [first, "completed"],
      [second, "completed"],
      [first, "in_progress"],
    ]);
  });

  it("runs on in a new run before GitHub calls the old one stale", async () => {
    const pull = await underTest();
    // What was to be looked at again is, so that the next look compares everything.
    await relay.pass(20_000);
    await relay.pass(13 * 86_400_000 + 60_000);
    const renewed = [
      { status: "completed", conclusion: "cancelled", output: { title: "A newer check run took its place" } },
      { status: "in_progress", output: { title: "🏃 Testing" } },
    ];
    expect(pull.checkRuns("Baton")).toMatchObject(renewed);
    await relay.pass(660_000);
    const before = relay.sandbox.requests.length;
    await relay.pass(660_000);
    expect(writesSince(relay, before)).toEqual([]);
    await relay.pass(2 * 86_400_000);
    expect(pull.checkRuns("build")).toMatchObject([{ conclusion: "stale" }]);
    expect(pull.checkRuns("Baton")).toHaveLength(2);
    expect(batonCheck(pull).conclusion).not.toBe("stale");
  });

  it("moves to the commit that counts, and leaves none in progress that nobody works on", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "verification");
    const first = batonCheck(pull);
    expect(first).toMatchObject({ status: "completed", conclusion: "action_required" });
    pull.push("chen");
    stage.check(pull, "build", "success");
    await relay.settle();
    expect(batonCheck(pull).headSha).not.toBe(first.headSha);
    expect(batonCheck(pull).status).toBe("in_progress");
    await relay.pass(20_000);
    await stage.say(pull, "omar", "/accept\n/advance");
    expect(batonCheck(pull)).toMatchObject({ status: "completed", conclusion: "success" });
  });
});
