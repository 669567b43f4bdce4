import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../../src/store/database.ts";
import { eventually } from "../../support/eventually.ts";
import { startOutside, type Outside } from "./outside.ts";
import { openStories, play, settle, type Deed, type Story } from "./story.ts";
import { truthOf } from "./truth.ts";
import { createWatches, type Watches } from "./watch.ts";

const starts: Deed = (pull) => pull.comment("maria", "/start\n/advance");
const advances = ({ pull }: Story) => pull.comment("maria", '/advance\n\n```json\n{"plan": "a form"}\n```');

describe("a Baton that ends and is started again", () => {
  let outside: Outside;
  let watches: Watches;
  beforeAll(async () => {
    outside = await startOutside();
    watches = createWatches(outside);
  });
  afterAll(() => outside.close());

  /** How the deliveries of a comment were answered; 0 stands for no answer. */
  const answersTo = (comment: { readonly id: number }) =>
    outside.sandbox.deliveries.attempts
      .filter(({ delivery }) => (delivery.payload["comment"] as { id: number } | undefined)?.id === comment.id)
      .map(({ statusCode }) => statusCode);

  it("opens a new workflow after one whose cancelling was saved and never told", async () => {
    const stories = await openStories(outside, watches, 1);
    const [story] = stories as [Story];
    await play(outside, stories, starts);
    story.watch.begin("save-decision 1");
    story.pull.comment("omar", "/cancel");
    await isStopped(story);
    outside.baton().kill("SIGKILL");
    await outside.baton().ended;
    watches.release();
    expect(story.pull.labels()).toEqual(["baton: planning"]);

    await outside.start();
    story.pull.comment("chen", "/start");
    await settle(outside, stories);

    expect(await truthOf(outside, story)).toMatchObject({
      workflows: [
        { status: "cancelled", state: "planning" },
        { status: "open", state: "discovery", published: true, called: true },
      ],
      chains: [{ ok: true }, { ok: true }],
      events: ["started", "stepped", "cancelled", "started"],
      handoffs: ["step: discovery → planning"],
      headlines: [expect.stringContaining("Discovery")],
      labels: ["baton: discovery"],
      reactions: ["/start rocket", "/cancel +1", "/start rocket"],
      said: [],
      check: { of: "newest:1", status: "completed" },
    });
  });

  it("ends what is under way when it is asked to stop, and loses nothing", async () => {
    const stories = await openStories(outside, watches, 4);
    await play(outside, stories, starts);
    const [undisturbed, telling, arriving, late] = stories as [Story, Story, Story, Story];
    advances(undisturbed);
    await settle(outside, [undisturbed]);
    arriving.watch.begin("intake-request 1");
    telling.watch.begin("PATCH issues/comments/* 1");
    const kept = advances(arriving);
    await isStopped(arriving);
    advances(telling);
    await isStopped(telling);

    const baton = outside.baton();
    baton.kill("SIGTERM");
    await baton.said("stopping");
    const lost = advances(late);
    await eventually(
      () => answersTo(lost),
      (codes) => codes.includes(0),
      { what: "a delivery that nobody takes" },
    );
    watches.release();
    expect(await within30Seconds(baton.ended)).toBe(0);
    expect(answersTo(kept)).toEqual([200]);
    expect(await query(outside.db, "select number from pull_requests where lease_token is not null", [])).toEqual([]);

    await outside.start();
    await settle(outside, stories);
    const truth = await truthOf(outside, undisturbed);
    expect(truth.handoffs).toEqual(["step: discovery → planning", "step: planning → handoff_to_coder"]);
    for (const story of [telling, arriving, late]) expect(await truthOf(outside, story)).toEqual(truth);
  });
});

function isStopped({ watch }: Story): Promise<boolean> {
  return eventually(watch.isStopped, (stopped) => stopped, { what: "reaching the point" });
}

async function within30Seconds<T>(happens: Promise<T>): Promise<T> {
  let seen: T | undefined;
  void happens.then((value) => (seen = value));
  const value = await eventually(
    () => seen,
    (value) => value !== undefined,
    { withinMs: 30_000, what: "the end of the process" },
  );
  return value!;
}
