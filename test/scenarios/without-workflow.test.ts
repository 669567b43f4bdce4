import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRelay, type Relay } from "../support/relay.ts";
import { batonCheck, bring, openRepository, type Stage } from "../support/stage.ts";

const path = ".github/baton.yml";

describe("a pull request without a workflow, where the rules let it pass", () => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay();
    stage = openRepository(relay, "acme", { [path]: "without-workflow: neutral\n" });
  });
  afterAll(() => relay.close());

  it("has a neutral check run on each head, from a fork as well", async () => {
    const pull = stage.openPull();
    const forked = stage.repository.openPull({ by: "fred", fork: true });
    await relay.settle();
    for (const each of [pull, forked])
      expect(each.checkRuns("Baton")).toMatchObject([{ status: "completed", conclusion: "neutral" }]);
    pull.push("chen");
    await relay.settle();
    expect(batonCheck(pull)).toMatchObject({ conclusion: "neutral", headSha: pull.headSha });
  });

  it("has the relay's own in its place once one starts, on later heads too", async () => {
    const pull = stage.openPull();
    await relay.settle();
    await bring(relay, pull, "planning");
    expect(batonCheck(pull)).toMatchObject({ conclusion: "action_required" });
    pull.push("chen");
    await relay.settle();
    expect(pull.checkRuns("Baton")).toMatchObject([{ conclusion: "action_required" }]);
  });

  it("has the relay's own in the end, though it started while the neutral one was on its way", async () => {
    const pull = stage.openPull();
    let started = false;
    const stop = relay.sandbox.onRequest(({ method, path: at }) => {
      if (started || method !== "GET" || !at.endsWith(`/commits/${pull.headSha}/check-runs`)) return;
      started = true;
      pull.comment("maria", "/start");
    });
    await relay.settle();
    stop();
    expect(started).toBe(true);
    expect(batonCheck(pull)).toMatchObject({ conclusion: "action_required" });
  });

  it("has none where the rules do not say so, and goes by the last good ones while the file is broken", async () => {
    const other = openRepository(relay, "acme", { [path]: "start: manual\n" });
    const pull = other.openPull();
    await relay.settle();
    expect(pull.checkRuns()).toEqual([]);
    stage.repository.push("maria", "main", { files: { [path]: "without-workflow: nuetral\n" } });
    await relay.settle();
    const broken = stage.openPull();
    await relay.settle();
    expect(batonCheck(broken)).toMatchObject({ conclusion: "neutral" });
  });
});
