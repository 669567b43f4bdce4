import { describe, expect, test } from "vitest";
import { batonActor, githubActor } from "../../src/workflow/actor.ts";
import type { Intent } from "../../src/workflow/intent.ts";
import { isStale, staleFrom, type Seen } from "../../src/workflow/staleness.ts";
import {
  aStart,
  aWorkflow,
  allIntentKinds,
  anActor,
  anIntent,
  at,
  everyone,
  goodEvidence,
  head,
  move,
  otherHead,
  refusalOf,
  workflowIn,
} from "./support.ts";

const workflow = aWorkflow({ staleBefore: at(100.4) });
const ms = (seconds: number) => at(seconds);

describe("a request", () => {
  test.each([
    [99.999, true],
    [100, false],
    [100.2, false],
    [101, false],
  ])("made at %s s, when the work went back at 100.4 s, is stale: %s", (seconds, expected) => {
    expect(isStale(anIntent("advance", { at: ms(seconds) }), workflow)).toBe(expected);
  });

  test("is perishable where it speaks of a state of affairs", () => {
    const perishable = allIntentKinds.filter((kind) => isStale(anIntent(kind, { at: at(0) }), workflow));
    expect(perishable).toEqual(["advance", "accept", "retry", "rollback", "fail"]);
  });

  test.each(["user", "app", "token"] as const)("of a %s may be stale", (kind) => {
    expect(isStale(anIntent("retry", { at: at(0), by: anActor({ kind }) }), workflow)).toBe(true);
  });

  test.each([githubActor, batonActor])("of $login is never stale", (by) => {
    expect(isStale(anIntent("retry", { at: at(0), by }), workflow)).toBe(false);
  });

  test("that is stale is refused", () => {
    expect(refusalOf(workflow, anIntent("advance", { at: at(0) }))).toEqual(["stale"]);
  });
});

describe("a step forward, where what was read for it took effect first,", () => {
  const now = workflowIn("verification");
  const before = { stateSeq: now.stateSeq, headSha: now.headSha, baseRef: now.baseRef };
  const said = (intent: Intent, seen: Seen | null) => refusalOf(now, intent, { seen });

  test.each([
    ["the state", { stateSeq: now.stateSeq - 1 }],
    ["the commit", { headSha: otherHead }],
    ["the base branch", { baseRef: "next" }],
  ])("is refused where that changed %s, forced or not", (_, fields) => {
    for (const force of [true, false]) {
      const intent = anIntent("advance", { by: everyone, force });
      expect(said(intent, { ...before, ...fields })).toEqual(["stale", { kind: "head", current: now.headSha }]);
    }
    expect(said(anIntent("accept", { by: everyone }), { ...before, ...fields })[0]).toBe("stale");
  });

  test("is refused by what it names, where it names the commit or another state", () => {
    const seen = { ...before, headSha: otherHead };
    expect(said(anIntent("advance", { by: everyone, headSha: otherHead }), seen)[0]).toBe("wrong_head");
    expect(said(anIntent("advance", { by: everyone, from: "deployment" }), seen)[0]).toBe("wrong_state");
    expect(said(anIntent("advance", { by: everyone, from: "verification" }), seen)[0]).toBe("stale");
  });

  test.each([
    ["nothing changed", anIntent("advance", { by: everyone }), before],
    ["nothing was read", anIntent("advance", { by: everyone }), null],
    [
      "it names the commit that came",
      anIntent("advance", { by: everyone, headSha: head }),
      { ...before, headSha: "c" },
    ],
    ["it is a fact", anIntent("advance", { by: githubActor }), { ...before, headSha: otherHead }],
    ["it goes back", anIntent("retry", { by: everyone }), { ...before, headSha: otherHead }],
  ])("is carried out where %s", (_, intent, seen) => {
    expect(move(now, intent, { seen, evidence: goodEvidence }).moves).toHaveLength(1);
  });
});

describe("the bound", () => {
  test("never goes back", () => {
    expect(staleFrom(workflow, at(50))).toEqual(at(100.4));
    expect(staleFrom(workflow, at(200))).toEqual(at(200));
  });

  test("begins with the start", () => {
    expect(move(null, aStart({ at: at(3) })).workflow.staleBefore).toEqual(at(3));
  });

  test.each([
    ["a retry", "testing", anIntent("retry", { at: at(5000) })],
    ["a rollback", "testing", anIntent("rollback", { at: at(5000) })],
    ["a fail", "testing", anIntent("fail", { at: at(5000) })],
    ["a recovery", "error", anIntent("retry", { at: at(5000) })],
    ["a push that resets", "verification", anIntent("push", { at: at(5000) })],
    ["a push that does not", "planning", anIntent("push", { at: at(5000) })],
  ] as const)("moves with %s to when it was said", (_, state, intent) => {
    expect(move(workflowIn(state), intent, { now: at(6000) }).workflow.staleBefore).toEqual(at(5000));
  });

  test.each([
    ["a step", anIntent("advance", { at: at(5000) })],
    ["a hold", anIntent("hold", { at: at(5000) })],
    ["a close", anIntent("close", { at: at(5000) })],
    ["a merge of verified work", anIntent("merge", { at: at(5000) })],
  ] as const)("stays with %s", (_, intent) => {
    const before = workflowIn("deployment");
    expect(move(before, intent).workflow.staleBefore).toEqual(before.staleBefore);
  });

  test("stays with a reopening", () => {
    const closed = move(workflowIn("testing"), anIntent("close")).workflow;
    expect(move(closed, anIntent("reopen", { at: at(5000) })).workflow.staleBefore).toEqual(closed.staleBefore);
  });
});
