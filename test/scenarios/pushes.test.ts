import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  batonCheck,
  bring,
  eventsOf,
  handoffsOf,
  openRepository,
  outcomesOf,
  ownComments,
  pathOf,
  reactionsTo,
  stateOf,
  statusComment,
  workflowOf,
  type Stage,
} from "../support/stage.ts";

/** What was verified must be what ships: every push, and what a repository can do that amounts to one. */
describe("a push", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  it("during verification sends the work back to testing, and the verified commit is no longer the one that counts", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "verification");
    const verified = pull.headSha;
    const pushed = pull.push("chen");
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("testing");
    expect((await handoffsOf(relay, pull)).at(-1)).toMatchObject({
      kind: "reset",
      from_state: "verification",
      to_state: "testing",
      head_sha: pushed,
      actor: { kind: "github" },
    });
    const event = (await eventsOf(relay, pull)).at(-1);
    expect(event).toMatchObject({ event_type: "reset_by_push", event_data: { from_head: verified, to_head: pushed } });
    expect(batonCheck(pull).headSha).toBe(pushed);
    expect(pull.labels()).toEqual(["baton: testing"]);
  });

  it("before testing moves the head and nothing else", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "implementation");
    const before = await pathOf(relay, pull);
    const pushed = pull.push("chen");
    await relay.settle();
    expect(await pathOf(relay, pull)).toEqual(before);
    expect((await workflowOf(relay, pull)).head_sha).toBe(pushed);
    expect((await eventsOf(relay, pull)).at(-1)?.event_type).toBe("head_changed");
    expect(batonCheck(pull).headSha).toBe(pushed);
  });

  it("in error lowers the phase that can be recovered to", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "verification");
    await stage.say(pull, "maria", "/fail the vendor is gone");
    pull.push("chen");
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ current_state: "error", error_from: "testing" });
    await stage.say(pull, "maria", "/retry verification");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "phase_too_late" });
    await stage.say(pull, "maria", "/retry");
    expect(await stateOf(relay, pull)).toBe("testing");
  });

  it("after the end only shows that there is something new", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "complete");
    pull.push("chen");
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "complete", current_state: "complete" });
    expect(statusComment(pull)).toMatch(/changed after that.*`\/start`/);
    await stage.say(pull, "maria", "/start");
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "open", head_sha: pull.headSha });
  });

  it("to another commit, back and there again counts each time", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "verification");
    const a = pull.headSha;
    const b = pull.push("chen");
    await relay.settle();
    pull.push("chen", { sha: a });
    await relay.settle();
    expect((await workflowOf(relay, pull)).head_sha).toBe(a);
    pull.push("chen", { sha: b });
    await relay.settle();
    expect((await workflowOf(relay, pull)).head_sha).toBe(b);
    const heads = (await eventsOf(relay, pull)).flatMap(({ event_data: { to_head } }) => to_head ?? []);
    expect(heads).toEqual([b, a, b]);
    stage.check(pull, "build", "success");
    await relay.settle();
    await relay.pass(20_000);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it.each([
    ["verification", "/advance --force The runner is down", "testing"],
    ["verification", "/advance", "testing"],
    ["testing", "/advance --force", "testing"],
    ["testing", "/advance", "testing"],
  ] as const)("that Baton sees only because of what is said in %s refuses `%s`", async (state, said, after) => {
    const pull = stage.openPull();
    await bring(relay, pull, state);
    relay.clock.advance(60_000);
    relay.sandbox.deliveries.pause("pull_request.synchronize");
    const pushed = pull.push("chen");
    const id = await stage.say(pull, "omar", said);
    relay.sandbox.deliveries.release();
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ current_state: after, head_sha: pushed });
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "stale" });
    expect(reactionsTo(pull, id)).toEqual(["confused"]);
    const reply = ownComments(pull, "reply").at(-1);
    expect(reply).toContain("the relay went to another state or the commits changed");
    expect(reply).toContain(`The newest commit is \`${pushed.slice(0, 7)}\``);
    await stage.say(pull, "omar", said);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
  });

  it("that arrives after a later one leaves the real head, and resets once", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "verification");
    relay.sandbox.deliveries.pause("pull_request.synchronize");
    pull.push("chen");
    const last = pull.push("chen");
    relay.sandbox.deliveries.release([1, 0]);
    relay.sandbox.deliveries.resume();
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ current_state: "testing", head_sha: last });
    expect((await handoffsOf(relay, pull)).filter(({ kind }) => kind === "reset")).toHaveLength(1);
  });

  it("whose webhook never came is seen when somebody advances: nothing ships that was not verified", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "verification");
    relay.sandbox.deliveries.drop("pull_request.synchronize");
    pull.push("chen");
    await stage.say(pull, "omar", "/advance");
    expect(await workflowOf(relay, pull)).toMatchObject({ current_state: "testing", head_sha: pull.headSha });
    expect((await outcomesOf(relay, pull)).at(-1)).toMatchObject({ result: "refused" });
  });

  it("is what another base branch counts as", async () => {
    const pull = stage.openPull();
    stage.repository.push("maria", "release", {});
    await bring(relay, pull, "verification");
    pull.changeBase("maria", "release");
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ current_state: "testing", base_ref: "release" });
    expect((await eventsOf(relay, pull)).at(-1)).toMatchObject({
      event_type: "reset_by_push",
      event_data: { from_base: "main", to_base: "release" },
    });
  });

  it("of nothing, when only the title is edited, moves nothing", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "verification");
    const before = relay.sandbox.requests.length;
    pull.edit("chen", { title: "Pay by card, finally" });
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("verification");
    expect(relay.sandbox.requests).toHaveLength(before);
  });

  it("is not needed for the checks to count again: sent back, run again and green on the same commit", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    stage.check(pull, "build", "success");
    await relay.settle();
    await relay.pass(20_000);
    await stage.say(pull, "omar", "/accept\n/retry the totals are wrong");
    expect(await stateOf(relay, pull)).toBe("implementation");
    stage.repository.rerun({ sha: pull.headSha, name: "build" });
    await stage.say(pull, "chen", "/advance");
    expect(await stateOf(relay, pull)).toBe("testing");
    relay.clock.advance(30_000);
    await relay.pass(0);
    expect(await stateOf(relay, pull)).toBe("testing");
    stage.check(pull, "build", "success");
    await relay.settle();
    await relay.pass(20_000);
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
    expect(new Set((await handoffsOf(relay, pull)).map(({ head_sha: sha }) => sha))).toEqual(new Set([pull.headSha]));
  });

  it("that is green before testing begins needs no further webhook", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "implementation");
    stage.check(pull, "build", "success");
    relay.clock.advance(20_000);
    await stage.say(pull, "chen", "/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_verifier");
    expect(ownComments(pull, "turn").at(-1)).toContain("Verification Overseer");
  });

  it("is not what a draft lacks: it cannot leave verification before it is ready", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "verification");
    pull.draft("chen");
    await stage.say(pull, "omar", "/advance");
    expect(await stateOf(relay, pull)).toBe("verification");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "draft" });
    expect(ownComments(pull, "reply").at(-1)).toContain("ready for review");
    pull.ready("chen");
    await stage.say(pull, "omar", "/advance");
    expect(await stateOf(relay, pull)).toBe("handoff_to_releaser");
  });
});
