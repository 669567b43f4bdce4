import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../src/store/database.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  batonCheck,
  bring,
  eventsOf,
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

describe("a hold", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay);
  });
  afterAll(() => relay.close());

  it("keeps everybody from going on, and says who holds the work and why", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "verification");
    const held = await stage.say(pull, "chen", "/hold waiting for the legal review");
    expect(reactionsTo(pull, held)).toEqual(["+1"]);
    expect(statusComment(pull)).toMatch(/chen put the relay on hold/);
    expect(statusComment(pull)).toContain("waiting for the legal review");
    expect(batonCheck(pull)).toMatchObject({ status: "completed", conclusion: "action_required" });
    for (const command of ["/advance", "/advance --force", "/retry"]) await stage.say(pull, "maria", command);
    expect((await outcomesOf(relay, pull)).slice(-3)).toEqual(
      Array.from({ length: 3 }, () => ({ result: "refused", reason: "held" })),
    );
    expect(ownComments(pull, "reply").at(-1)).toContain("waiting for the legal review");
    expect(await stateOf(relay, pull)).toBe("verification");
  });

  it("is one at a time", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    await stage.say(pull, "chen", "/hold");
    await stage.say(pull, "omar", "/hold me too");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "already_held" });
    expect((await workflowOf(relay, pull)).hold?.by.login).toBe("chen");
    await stage.say(pull, "chen", "/unhold");
    await stage.say(pull, "chen", "/unhold");
    expect((await outcomesOf(relay, pull)).at(-1)).toEqual({ result: "refused", reason: "not_held" });
  });

  it("does not keep the work from going back, failing or ending", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "implementation");
    await stage.say(pull, "chen", "/hold");
    await stage.say(pull, "maria", "/rollback planning");
    expect(await workflowOf(relay, pull)).toMatchObject({ current_state: "planning", hold: { by: { login: "chen" } } });
    expect(pull.labels().toSorted()).toEqual(["baton: hold", "baton: planning"]);
    await stage.say(pull, "maria", "/fail");
    expect(await stateOf(relay, pull)).toBe("error");
    await stage.say(pull, "maria", "/cancel");
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "cancelled", hold: null });
    expect(pull.labels()).toEqual([]);
  });

  it("does not hide what happens to the pull request: pushed, closed, reopened", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "verification");
    await stage.say(pull, "chen", "/hold");
    pull.push("chen");
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ current_state: "testing", head_sha: pull.headSha });
    pull.close("chen");
    await relay.settle();
    pull.reopen("chen");
    await relay.settle();
    expect(await workflowOf(relay, pull)).toMatchObject({ status: "open", hold: { by: { login: "chen" } } });
    expect(pull.labels().toSorted()).toEqual(["baton: hold", "baton: testing"]);
  });

  it("stops the clock of the phase", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    await stage.say(pull, "chen", "/hold");
    relay.clock.advance(3 * 3_600_000);
    await stage.say(pull, "chen", "/unhold");
    await stage.say(pull, "maria", "/advance");
    const [row] = await query<{ elapsed: number }>(
      relay.db,
      `select (phase_records -> 'planning' ->> 'elapsedMs')::double precision as elapsed from build_workflows where id = $1`,
      [(await workflowOf(relay, pull)).id],
    );
    expect(row?.elapsed).toBeLessThan(60_000);
  });

  it("calls nobody: what became due meanwhile is told when it ends", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    await stage.say(pull, "maria", "/hold\n/rollback discovery");
    expect(ownComments(pull, "turn")).toEqual([]);
    await stage.say(pull, "maria", "/unhold");
    expect(ownComments(pull, "turn")).toHaveLength(1);
    expect(await pathOf(relay, pull)).toEqual(["discovery → planning", "planning → discovery"]);
  });

  it("is on the record with who began and who ended it", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    await stage.say(pull, "chen", "/hold the design is open");
    await stage.say(pull, "maria", "/unhold");
    expect((await eventsOf(relay, pull)).slice(-2)).toMatchObject([
      { event_type: "held", triggered_by: { login: "chen" }, event_data: { reason: "the design is open" } },
      { event_type: "unheld", triggered_by: { login: "maria" }, event_data: { state: "planning" } },
    ]);
  });
});
