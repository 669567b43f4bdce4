import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { want } from "../../../src/store/want.ts";
import { eventually } from "../../support/eventually.ts";
import { acts, preparations, shortened, type Act } from "./acts.ts";
import { startOutside, type Outside } from "./outside.ts";
import { isAtRest, openStories, play, settle, type Story } from "./story.ts";
import { truthOf, type Truth } from "./truth.ts";
import { createWatches, isIntake, isWrite, type Point, type Watches } from "./watch.ts";

/** How an act goes where nothing happens to Baton. */
interface Undisturbed {
  readonly act: Act;
  readonly points: readonly Point[];
  readonly truth: Truth;
}

interface Killed {
  readonly of: Undisturbed;
  readonly point: Point;
  readonly story: Story;
}

/**
 * Statements whose answers are withheld at once: each holds one of the process's ten connections and one of its ten jobs. The
 * writes that are stopped with them hold a job too, and the rest does the work.
 */
const statementsPerKill = 6;

/**
 * From outside: a proxy in front of the database and the sandbox count what Baton asks of them, and withhold the answer to
 * what they have carried out. Once pull requests are stopped at as many points as one process has room for, SIGKILL comes.
 */
describe("a Baton that is killed between intake and the last of telling, and started again", () => {
  let outside: Outside;
  let watches: Watches;
  let undisturbed: readonly Undisturbed[];
  let killed: readonly Killed[];

  beforeAll(async () => {
    outside = await startOutside();
    watches = createWatches(outside);
    undisturbed = shortened(await Promise.all(acts.map(playUndisturbed)));
    killed = await prepare();
    for (const batch of batchesOf(killed)) await killAt(batch);
    await settle(outside, storiesOf(killed));
  }, 240_000);
  afterAll(() => outside.close());

  /** Plays an act twice: a point is what both came through. */
  async function playUndisturbed(act: Act): Promise<Undisturbed> {
    const stories = await openStories(outside, watches, 2);
    for (const deed of act.before) await play(outside, stories, deed);
    await play(outside, stories, act.deed);
    const [first = [], second = []] = stories.map(({ watch }) => watch.passed());
    for (const deed of act.meanwhile) await play(outside, stories, deed);
    const [truth, same] = await Promise.all(stories.map((story) => truthOf(outside, story)));
    expect(same).toEqual(truth);
    const points = first.filter((point) => second.includes(point) && !isByTheClock(point, first));
    return { act, points, truth: truth! };
  }

  /** A fresh pull request for each point of each act, brought to where the act begins. */
  async function prepare(): Promise<readonly Killed[]> {
    const targets = undisturbed.flatMap((of) => of.points.map((point) => ({ of, point })));
    const stories = await openStories(outside, watches, targets.length);
    const prepared = targets.map(({ of, point }, index) => ({ of, point, story: stories[index]! }));
    for (const deed of preparations) {
      const concerned = prepared.filter(({ of }) => of.act.before.includes(deed));
      await play(outside, storiesOf(concerned), deed);
    }
    return prepared;
  }

  async function killAt(batch: readonly Killed[]): Promise<void> {
    // Baton gives a write up that GitHub does not answer in time, and a request that is kept is worked on whether or not it
    // is acknowledged: what is to be stopped there comes right before the kill.
    const isLate = ({ point }: Killed) => isWrite(point) || isIntake(point);
    for (const targets of [batch.filter((each) => !isLate(each)), batch.filter(isLate)]) await stopAll(targets);
    const baton = outside.baton();
    baton.kill("SIGKILL");
    expect(await baton.ended).toBe("SIGKILL");
    watches.release();
    for (const { of, story } of batch) for (const deed of of.act.meanwhile) deed(story.pull, story.repository);
    await outside.start();
  }

  async function stopAll(batch: readonly Killed[]): Promise<void> {
    for (const { of, point, story } of batch) {
      story.watch.begin(point);
      of.act.deed(story.pull, story.repository);
    }
    // A hint that comes while a job is at work makes another one, and one that comes before it does not: a point of a second
    // job may not come about.
    const running = () => batch.filter(({ story }) => !story.watch.isStopped());
    await eventually(
      async () => {
        const rests = await Promise.all(
          running().map(async (each) => [each, await isAtRest(outside, each.story)] as const),
        );
        return rests.filter(([, isResting]) => !isResting).map(([{ point }]) => point);
      },
      (missing) => missing.length === 0,
      { what: "reaching points", withinMs: 60_000, everyMs: 20 },
    );
    for (const { story } of running()) story.watch.begin();
  }

  /** The points of an act at which Baton was killed. */
  function reached(of: Undisturbed): readonly Point[] {
    return killed.filter((each) => each.of === of && each.story.watch.isStopped()).map(({ point }) => point);
  }

  it("was killed at every point of what moves a workflow, what is refused, and what GitHub says", () => {
    const [started, advanced, refused, pushed, failed, reset, labelled] = undisturbed.map(reached);
    expect(started).toEqual(
      expect.arrayContaining(["save-start 1", "PATCH labels/baton: discovery 1", "POST check-runs 1"]),
    );
    expect(advanced).toEqual(
      expect.arrayContaining([
        "intake-request 1",
        "get_job 1",
        "take-lease 1",
        "load-pull 1",
        "take-request 1",
        "save-decision 1",
        "record-facts-read 1",
        "renew-lease 1",
        "PATCH issues/comments/* 1",
        "POST issues/*/labels 1",
        "DELETE issues/*/labels/baton: planning 1",
        "PATCH check-runs/* 1",
        "record-published 1",
        "record-call 1",
        "take-outbox 1",
        "POST issues/comments/*/reactions 1",
        "mark-sent 1",
        "POST issues/*/comments 1",
        "mark-sent 2",
        "release-lease 1",
        "complete_job 1",
      ]),
    );
    expect(refused).toEqual(expect.arrayContaining(["record-outcome 1"]));
    expect(pushed).toEqual(
      expect.arrayContaining(["intake-fact-number-and-errand 1", "save-decision 1", "POST check-runs 1"]),
    );
    expect(failed).toEqual(expect.arrayContaining(["intake-fact-head 1", "save-decision 1"]));
    expect(reset).toEqual(expect.arrayContaining(["save-decision 1"]));
    expect(labelled).toEqual(expect.arrayContaining(["DELETE issues/*/labels/baton: discovery 1"]));
    const notReached = killed.filter(({ story }) => !story.watch.isStopped());
    expect(notReached.length).toBeLessThan(killed.length / 10);
  });

  it("would have started one workflow, handed on once, refused once, and noted one push", () => {
    const [started, advanced, refused, pushed, failed, reset, labelled] = undisturbed.map(({ truth }) => truth);
    const nothing = [{ due: 0, facts: 0, report: 0, failures: 0, backoff: null, leased: false }];
    expect(started).toMatchObject({
      workflows: [{ state: "discovery", status: "open", version: 1, published: true, called: true }],
      chains: [{ ok: true, length: 1 }],
      left: nothing,
      headlines: [expect.stringContaining("Discovery")],
      said: [],
      reactions: ["/start rocket"],
      labels: ["baton: discovery"],
      checks: 1,
      check: { of: "newest:1" },
    });
    expect(advanced).toMatchObject({
      workflows: [{ state: "handoff_to_coder", status: "open", version: 3, published: true, called: true }],
      chains: [{ ok: true, length: 3 }],
      handoffs: ["step: discovery → planning", "step: planning → handoff_to_coder"],
      events: ["started", "stepped", "stepped"],
      requests: [{ done: true }, { done: true }, { done: true, outcomes: [{ result: "refused" }] }],
      outbox: ["reaction was sent", "reaction was sent", "reaction was sent", "reply was sent", "turn was sent"],
      left: nothing,
      headlines: [expect.stringContaining("Handoff to Code Writer")],
      said: [expect.stringMatching(/^reply:[^]*rollback/), expect.stringMatching(/^turn:[^]*Code Writer/)],
      reactions: ["/start rocket", "/advance rocket", "/rollback deployment confused"],
      labels: ["baton: handoff_to_coder"],
      check: { of: "newest:3" },
    });
    expect(refused).toEqual(advanced);
    expect(pushed).toMatchObject({
      workflows: [{ state: "planning", version: 3, published: true }],
      events: ["started", "stepped", "head_changed"],
      left: [{ ...nothing[0], head: "read" }],
      headlines: [expect.stringContaining("Planning")],
      said: [],
      checks: 1,
      check: { of: "newest:3" },
    });
    expect(failed).toMatchObject({ workflows: [{ state: "implementation" }], left: nothing });
    expect(failed?.handoffs.at(-1)).toBe("retry: testing → implementation");
    expect(reset).toMatchObject({ workflows: [{ state: "testing" }], left: [{ ...nothing[0], head: "read" }] });
    expect(reset?.handoffs.at(-1)).toBe("reset: verification → testing");
    expect(labelled).toMatchObject({ workflows: [{ state: "planning" }], left: nothing, labels: ["baton: planning"] });
  });

  it("shows and stores what one does that nothing happened to", async () => {
    for (const { of, point, story } of killed) {
      expect.soft(await truthOf(outside, story), `killed at ${point}`).toEqual(of.truth);
    }
  });

  it("has nothing to publish again", async () => {
    const before = outside.sandbox.requests.length;
    for (const { story } of killed) {
      const { repositoryId, number: pullNumber } = story.pull;
      await want(outside.db, { repositoryId, pullNumber }, { report: true });
    }
    await settle(outside, storiesOf(killed));
    const requests = outside.sandbox.requests.slice(before).filter(({ path }) => path.startsWith("/repos/"));
    expect(requests.length).toBeGreaterThan(killed.length);
    expect(requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });
});

function storiesOf(killed: readonly Killed[]): readonly Story[] {
  return killed.map(({ story }) => story);
}

/** A lease is renewed before each write, and beyond that as time passes: only the former happens in every run. */
function isByTheClock(point: Point, passed: readonly Point[]): boolean {
  const [, count] = /^renew-lease (\d+)$/.exec(point) ?? [];
  return count !== undefined && Number(count) > passed.filter(isWrite).length;
}

function batchesOf(killed: readonly Killed[]): readonly (readonly Killed[])[] {
  const statements = killed.filter(({ point }) => !isWrite(point));
  const writes = killed.filter(({ point }) => isWrite(point));
  const count = Math.ceil(statements.length / statementsPerKill);
  return Array.from({ length: count }, (_, index) =>
    [statements, writes].flatMap((each) => each.filter((_, place) => place % count === index)),
  );
}
