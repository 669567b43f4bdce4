import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FaultHandle } from "../../sandbox/faults/faults.ts";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { query } from "../../src/store/database.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import {
  bring,
  openRepository,
  ownComments,
  reactionsTo,
  stateOf,
  statusComment,
  type Stage,
} from "../support/stage.ts";

/** GitHub has bad days: what it did not do is done later, what it did without saying so is not done twice. */
describe("when GitHub", () => {
  let relay: Relay;
  let stage: Stage;
  const faults: FaultHandle[] = [];
  beforeAll(async () => {
    relay = await startRelay({ environment: { leaseSeconds: 5 } });
    stage = openRepository(relay);
  });
  afterEach(() => {
    for (const fault of faults.splice(0)) fault.remove();
  });
  afterAll(() => relay.close());

  const plan = (match: string | RegExp, effect: Parameters<Relay["sandbox"]["fault"]>[0]["do"], times = 1) => {
    const fault = relay.sandbox.fault({ match, do: effect, times });
    faults.push(fault);
    return fault;
  };

  /** The relay moved, people see it once, and the command has its one reaction. */
  const isWhole = async (pull: PullDriver, commentId: number, state: string) => {
    expect(await stateOf(relay, pull)).toBe(state);
    expect(pull.labels()).toEqual([`baton: ${state}`]);
    expect(statusComment(pull)).toContain("<!-- baton:status -->");
    expect(reactionsTo(pull, commentId)).toEqual(["rocket"]);
  };

  const comments = /^POST \/repos\/[^/]+\/[^/]+\/issues\/\d+\/comments$/;

  it("answers 500 while the report is published, it is published a little later", async () => {
    const pull = stage.openPull();
    const fault = plan(comments, { status: 500 });
    const id = await stage.say(pull, "maria", "/start");
    expect(fault.left()).toBe(0);
    await relay.pass(2_000);
    await isWhole(pull, id, "discovery");
  });

  it("answers 502 after it wrote the comment, there is no second one", async () => {
    const pull = stage.openPull();
    plan(comments, { after: { status: 502 } });
    const id = await stage.say(pull, "maria", "/start");
    await relay.pass(2_000);
    await isWhole(pull, id, "discovery");
    expect(ownComments(pull, "status")).toHaveLength(1);
  });

  it("drops the connection after it wrote a reply, there is no second one", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    plan(comments, { after: { drop: true } });
    const id = await stage.say(pull, "chen", "/rollback discovery");
    await relay.pass(2_000);
    expect(ownComments(pull, "reply")).toHaveLength(1);
    expect(reactionsTo(pull, id)).toEqual(["confused"]);
  });

  it("asks to wait, nothing is tried before that time", async () => {
    const pull = stage.openPull();
    plan(comments, {
      status: 403,
      headers: { "retry-after": "90" },
      body: { message: "You have exceeded a secondary rate limit" },
    });
    const id = await stage.say(pull, "maria", "/start");
    const before = relay.sandbox.requests.length;
    await relay.pass(60_000);
    expect(
      relay.sandbox.requests.slice(before).filter(({ path }) => path.includes(`/issues/${String(pull.number)}/`)),
    ).toEqual([]);
    await relay.pass(31_000);
    await isWhole(pull, id, "discovery");
  });

  it("has lost the status comment, a new one is written", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    const status = pull.comments().find(({ body }) => body.startsWith("<!-- baton:status -->"));
    relay.sandbox.deliveries.drop("issue_comment.deleted");
    pull.deleteComment("maria", status?.id ?? 0);
    const id = await stage.say(pull, "maria", "/advance");
    await isWhole(pull, id, "handoff_to_coder");
    expect(ownComments(pull, "status")).toHaveLength(1);
  });

  it("will not write a check run, people see why, and it is tried again in an hour", async () => {
    const pull = stage.openPull();
    plan(/^POST .*\/check-runs$/, { status: 403, body: { message: "Resource not accessible by integration" } }, 2);
    const id = await stage.say(pull, "maria", "/start");
    await isWhole(pull, id, "discovery");
    expect(pull.checkRuns("Baton")).toEqual([]);
    expect(statusComment(pull)).toContain("Resource not accessible by integration");
    await relay.pass(3_700_000);
    expect(pull.checkRuns("Baton")).toHaveLength(1);
    expect(statusComment(pull)).not.toContain("Resource not accessible");
  });

  it("will not say who somebody is, the command waits and is not lost", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    relay.clock.advance(61_000);
    plan(/\/collaborators\/maria\/permission$/, { status: 503 }, 7);
    const id = await stage.say(pull, "maria", "/advance");
    for (let wait = 1; wait <= 7; wait += 1) await relay.pass(2 ** wait * 1_000);
    await isWhole(pull, id, "handoff_to_coder");
    const rows = await query<{ attempts: number }>(
      relay.db,
      "select attempts from webhook_deliveries order by seq desc limit 1",
      [],
    );
    expect(rows).toEqual([{ attempts: 1 }]);
  });

  it("does not answer at all, the request is given up before the lease ends, and made again", async () => {
    const pull = stage.openPull();
    plan(comments, { slowMs: 3_600_000 });
    const id = await stage.say(pull, "maria", "/start");
    await relay.pass(2_000);
    await isWhole(pull, id, "discovery");
    expect(ownComments(pull, "status")).toHaveLength(1);
  });

  it("answers 422 to the check run of a head that is gone, the comment is right all the same", async () => {
    const pull = stage.openPull();
    plan(/^POST .*\/check-runs$/, { status: 422, body: { message: "No commit found for SHA" } });
    const id = await stage.say(pull, "maria", "/start");
    await isWhole(pull, id, "discovery");
  });
});
