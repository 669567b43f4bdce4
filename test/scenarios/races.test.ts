import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pino } from "pino";
import type { PullDriver } from "../../sandbox/sandbox.ts";
import { startBaton, type Baton } from "../../src/baton.ts";
import { applyIntent } from "../../src/orchestrator/apply-intent.ts";
import type { Outcome } from "../../src/orchestrator/ask.ts";
import { query } from "../../src/store/database.ts";
import { want } from "../../src/store/want.ts";
import { verifyChain } from "../../src/store/verify-chain.ts";
import type { Actor } from "../../src/workflow/actor.ts";
import type { Wish } from "../../src/workflow/intent.ts";
import { roles } from "../../src/workflow/roles.ts";
import { startRelay, type Relay } from "../support/relay.ts";
import { openSecondWorld, type SecondWorld } from "../support/second-world.ts";
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
  workflowOf,
  type Stage,
} from "../support/stage.ts";

const wholeWay = [
  "discovery → planning",
  "planning → handoff_to_coder",
  "handoff_to_coder → implementation",
  "implementation → handoff_to_tester",
  "handoff_to_tester → testing",
  "testing → handoff_to_verifier",
  "handoff_to_verifier → verification",
  "verification → handoff_to_releaser",
  "handoff_to_releaser → deployment",
  "deployment → complete",
];

/** Two Batons on one database, webhooks that arrive eight at a time, and a caller that comes in beside them. */
describe("requests that come at the same moment", () => {
  let relay: Relay;
  let stage: Stage;
  let second: SecondWorld;
  let other: Baton;
  beforeAll(async () => {
    relay = await startRelay({ sandbox: { deliveryConcurrency: 8 } });
    other = await startBaton({ ...relay.environment, process: "worker" }, pino({ level: "silent" }), {
      now: relay.clock.now,
    });
    second = await openSecondWorld(relay);
    stage = openRepository(relay);
  });
  afterAll(async () => {
    await second.close();
    await other.stop();
    await relay.close();
  });

  const caller: Actor = { kind: "token", id: null, login: "ci", permission: "none", roles };

  /** What the HTTP API does: through the one door, and then the hint. */
  const advanceBy = async (pull: PullDriver, cause: string): Promise<Outcome> => {
    const ref = { repositoryId: pull.repositoryId, pullNumber: pull.number };
    const outcome = await applyIntent(second.world, {
      ref,
      cause,
      delivery: null,
      by: () => Promise.resolve(caller),
      intent: askToAdvance,
      drafts: () => [],
    });
    await want(second.world.db, ref, {});
    return outcome;
  };

  const askToAdvance = (): Wish => ({
    ...({ kind: "advance", from: null, result: null, notes: null, force: false, headSha: null } as const),
    at: relay.clock.now(),
  });

  const expectWholeChain = async (pull: PullDriver): Promise<void> => {
    expect(await verifyChain(relay.db, (await workflowOf(relay, pull)).id)).toMatchObject({ ok: true });
  };

  it("count once where it is the same delivery, five times over", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    relay.sandbox.deliveries.double({ next: 1, times: 5 });
    const id = await stage.say(pull, "maria", "/advance");
    expect(await pathOf(relay, pull)).toEqual(["discovery → planning"]);
    expect(reactionsTo(pull, id)).toEqual(["rocket"]);
    const { guid } = relay.sandbox.deliveries.attempts.findLast(({ redelivery }) => redelivery)?.delivery ?? {};
    const attempts = relay.sandbox.deliveries.attempts.filter(({ delivery }) => delivery.guid === guid);
    expect(attempts.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
  });

  it("move the work as far as it goes when fifty people say `/advance`, no two from the same state", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    const authors = ["maria", "omar", "chen"];
    const ids = Array.from({ length: 50 }, (_, index) => {
      return pull.comment(authors[index % authors.length] ?? "maria", "/advance").id;
    });
    await relay.settle();
    expect(await pathOf(relay, pull)).toEqual(wholeWay);
    const reactions = ids.flatMap((id) => reactionsTo(pull, id));
    expect(reactions).toHaveLength(50);
    expect(reactions.filter((each) => each === "rocket")).toHaveLength(10);
    expect(reactions.filter((each) => each === "confused")).toHaveLength(40);
    // Deliveries come in over some time, and what is refused together is told together.
    expect(ownComments(pull, "reply").length).toBeLessThan(10);
    const told =
      ownComments(pull, "reply")
        .join("\n")
        .match(/changed nothing/g) ?? [];
    expect(told.length).toBeGreaterThanOrEqual(10);
    await expectWholeChain(pull);
  });

  it("are told of in one comment where fifty refusals wait together", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "planning");
    await stage.say(pull, "maria", "/hold");
    // Somebody else has the lease, so that nothing is applied before all are in.
    const ref = [pull.repositoryId, pull.number];
    await query(
      relay.db,
      `update pull_requests set lease_token = gen_random_uuid(), lease_until = now() + interval '1 hour'
       where repository_id = $1 and number = $2`,
      ref,
    );
    const ids = Array.from({ length: 50 }, () => pull.comment("chen", "/advance").id);
    await relay.sandbox.delivered();
    await query(
      relay.db,
      "update pull_requests set lease_token = null, lease_until = null where repository_id = $1 and number = $2",
      ref,
    );
    await relay.baton().sweep();
    await relay.settle();
    expect(await stateOf(relay, pull)).toBe("planning");
    expect(ids.flatMap((id) => reactionsTo(pull, id))).toEqual(Array.from({ length: 50 }, () => "confused"));
    expect(ownComments(pull, "reply")).toHaveLength(1);
  });

  it("move the work one step for each of fifty callers, and refuse those for whom nothing is left", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => advanceBy(pull, `api:token-1:${String(pull.number)}-${String(index)}`)),
    );
    await relay.settle();
    const moved = outcomes.flatMap((each) => (each.result === "moved" ? [each.from] : []));
    expect(moved.length).toBeGreaterThanOrEqual(9);
    expect(new Set(moved).size).toBe(moved.length);
    expect(outcomes.every((each) => each.result === "moved" || each.result === "refused")).toBe(true);
    expect(await pathOf(relay, pull)).toEqual(wholeWay);
    await expectWholeChain(pull);
  });

  it("settle the same API cause once, whether it comes together or later", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "discovery");
    const cause = `api:token-1:same-${String(pull.number)}`;
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => advanceBy(pull, cause)));
    expect(outcomes.map(({ result }) => result).toSorted()).toEqual(["moved", ...Array<string>(4).fill("settled")]);
    expect(await advanceBy(pull, cause)).toMatchObject({ result: "settled", workflow: { currentState: "planning" } });
    await stage.say(pull, "maria", "/cancel");
    // Refused on its own by now, but it was carried out when it first came.
    expect(await advanceBy(pull, cause)).toMatchObject({ result: "settled" });
    expect(await pathOf(relay, pull)).toEqual(["discovery → planning"]);
  });

  it("lose nothing and do nothing twice when a check, a label, a comment and a caller meet", async () => {
    const pull = stage.openPull();
    await bring(relay, pull, "testing");
    const before = (await handoffsOf(relay, pull)).length;
    stage.check(pull, "build", "failure");
    pull.label("omar", "baton: implementation");
    pull.comment("chen", "/retry the totals are wrong");
    const asked = advanceBy(pull, `api:token-1:meet-${String(pull.number)}`);
    await Promise.all([asked, relay.sandbox.delivered()]);
    await relay.settle();
    const handoffs = (await handoffsOf(relay, pull)).slice(before);
    // Exactly one of the first three sends the work back, and the caller may then have completed what it came upon.
    expect(handoffs.filter(({ kind }) => kind === "retry")).toHaveLength(1);
    for (const [index, handoff] of handoffs.entries()) {
      expect(handoff.from_state).toBe(handoffs[index - 1]?.to_state ?? "testing");
    }
    expect((await workflowOf(relay, pull)).current_state).toBe(handoffs.at(-1)?.to_state);
    const causes = (await eventsOf(relay, pull)).map(({ cause }) => cause);
    expect(new Set(causes).size).toBe(causes.length);
    expect(
      (await outcomesOf(relay, pull)).every(({ result }) => ["moved", "refused", "answered"].includes(result)),
    ).toBe(true);
    expect(pull.labels()).toEqual([`baton: ${(await workflowOf(relay, pull)).current_state}`]);
    await expectWholeChain(pull);
  });

  it("on many pull requests are shared by both Batons, and each is told once", async () => {
    const pulls = Array.from({ length: 12 }, () => stage.openPull());
    for (const pull of pulls) pull.comment("maria", "/start\n/advance\n/advance");
    await relay.settle();
    for (const pull of pulls) {
      expect(await stateOf(relay, pull)).toBe("handoff_to_coder");
      expect(pull.labels()).toEqual(["baton: handoff_to_coder"]);
      expect(ownComments(pull, "status")).toHaveLength(1);
      expect(ownComments(pull, "turn")).toHaveLength(1);
      expect(batonCheck(pull).output.title).toContain("Handoff");
    }
  });
});
