import { describe, expect, test } from "vitest";
import { githubActor } from "../../src/workflow/actor.ts";
import { deriveIntent } from "../../src/workflow/derive.ts";
import { noEvidence, type Evidence } from "../../src/workflow/evidence.ts";
import { states } from "../../src/workflow/states.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";
import {
  aCheck,
  aDeployment,
  aPolicy,
  aPull,
  aReview,
  aSuite,
  at,
  checksOf,
  deploymentsOf,
  failedIn,
  goodEvidence,
  head,
  judge,
  maintainer,
  otherHead,
  reviewsOf,
  workflowIn,
} from "./support.ts";

const strict = aPolicy({ verification: { approvals: 1 }, deployment: { completeOn: "deployment" } });

function derive(workflow: Workflow, evidence: Partial<Evidence>) {
  return deriveIntent({
    workflow,
    policy: workflow.policy,
    evidence: { ...noEvidence, pull: aPull(), ...evidence },
    now: at(1001),
  });
}

const intentOf = (workflow: Workflow, evidence: Partial<Evidence>) => derive(workflow, evidence).intent;
const nothing = { intent: null, lookAgainAt: null };

/** Everything that follows, one after the other, as a caller applies it. */
function follow(start: Workflow, evidence: Partial<Evidence>): { kinds: readonly string[]; workflow: Workflow } {
  const all = { ...noEvidence, pull: aPull(), ...evidence };
  const kinds: string[] = [];
  let workflow = start;
  for (;;) {
    const intent = intentOf(workflow, all);
    if (intent === null) return { kinds, workflow };
    const decision = judge(workflow, intent, { evidence: all });
    if (decision.outcome === "refused") throw new Error(`${intent.kind} was refused: ${decision.refusal.reason}`);
    kinds.push(intent.kind);
    workflow = decision.workflow;
  }
}

describe("from the pull request", () => {
  test.each(states)("in %s, if it is as it was, nothing follows", (state) => {
    expect(derive(workflowIn(state), {})).toEqual(nothing);
  });

  test("nothing follows where it was not read, whatever else was", () => {
    expect(derive(workflowIn("testing"), { ...goodEvidence, pull: null })).toEqual(nothing);
  });

  test("another head is a push, at the time when it changed or else was read", () => {
    const intent = { kind: "push", headSha: otherHead, baseRef: "main", by: githubActor };
    const pull = aPull({ headSha: otherHead });
    expect(intentOf(workflowIn("testing"), { pull })).toEqual({ ...intent, at: at(1000) });
    expect(intentOf(workflowIn("testing"), { pull: { ...pull, headChangedAt: at(930) } })).toEqual({
      ...intent,
      at: at(930),
    });
  });

  test("another base is a push", () => {
    const pull = aPull({ baseRef: "next" });
    expect(intentOf(workflowIn("testing"), { pull })).toMatchObject({ kind: "push", headSha: head, baseRef: "next" });
  });

  const merged = aPull({ open: false, merged: true, mergeSha: "c".repeat(40) });

  test("merged is a merge, once", () => {
    expect(intentOf(workflowIn("deployment"), { pull: merged })).toEqual({
      kind: "merge",
      mergeSha: "c".repeat(40),
      by: githubActor,
      at: at(1000),
    });
    expect(intentOf(workflowIn("deployment", { mergedAt: at(900) }), { pull: merged })).toBeNull();
  });

  test("pushed to and then merged is first a push, so that what nobody verified is not complete", () => {
    const workflow = workflowIn("deployment", { policy: aPolicy({ deployment: { completeOn: "merge" } }) });
    const followed = follow(workflow, { pull: { ...merged, headSha: otherHead } });
    expect(followed.kinds).toEqual(["push", "merge"]);
    expect(followed.workflow).toMatchObject({ currentState: "error", errorReason: "merged_early" });
  });

  test("closed is a close while the workflow is open", () => {
    const pull = aPull({ open: false });
    expect(intentOf(workflowIn("testing"), { pull })).toEqual({ kind: "close", by: githubActor, at: at(1000) });
    expect(intentOf(failedIn("testing"), { pull })?.kind).toBe("close");
    expect(intentOf(workflowIn("complete"), { pull })).toBeNull();
  });

  const closed = workflowIn("verification", { status: "cancelled", cancelledBy: "closed" });

  test("open again is a reopening, before whatever was pushed", () => {
    expect(intentOf(closed, {})).toEqual({ kind: "reopen", by: githubActor, at: at(1000) });
    expect(intentOf(closed, { pull: aPull({ open: false }) })).toBeNull();
    const followed = follow(closed, { pull: aPull({ headSha: otherHead }) });
    expect(followed.kinds).toEqual(["reopen", "push"]);
    expect(followed.workflow.currentState).toBe("testing");
  });

  test("pushed to while closed waits for the reopening", () => {
    expect(intentOf(closed, { pull: aPull({ open: false, headSha: otherHead }) })).toBeNull();
  });

  test("merged after it was closed must have been reopened in between", () => {
    expect(follow(closed, { pull: merged }).kinds).toEqual(["reopen", "merge"]);
  });

  test("does not resume what a command cancelled", () => {
    const cancelled = workflowIn("testing", { status: "cancelled", cancelledBy: "command" });
    expect(intentOf(cancelled, {})).toBeNull();
    expect(intentOf(cancelled, { pull: aPull({ headSha: otherHead }) })?.kind).toBe("push");
  });

  test("applies while held, and nothing else does", () => {
    const hold = { by: maintainer, reason: null, at: at(900) };
    expect(intentOf(workflowIn("testing", { hold }), { pull: aPull({ headSha: otherHead }) })?.kind).toBe("push");
    expect(derive(workflowIn("testing", { hold }), goodEvidence)).toEqual(nothing);
  });
});

describe("from the checks in testing", () => {
  const testing = workflowIn("testing");
  const bad = aCheck({ name: "unit", conclusion: "failure", summary: "2 of 40 failed" });

  test("that passed follows the completion of the phase, with their conclusions", () => {
    const checks = checksOf([aCheck(), aCheck({ order: 2, name: "lint", conclusion: "neutral" })]);
    expect(derive(testing, { checks })).toEqual({
      intent: {
        kind: "advance",
        by: githubActor,
        at: at(1000),
        from: null,
        result: { all_tests_passed: true, test_results: { build: "success", lint: "neutral" } },
        notes: null,
        force: false,
        headSha: null,
      },
      lookAgainAt: null,
    });
  });

  test("that failed follows a retry with the evidence", () => {
    expect(intentOf(testing, { checks: checksOf([aCheck({ order: 2 }), bad]) })).toEqual({
      kind: "retry",
      by: githubActor,
      at: at(1000),
      reason: "Failed checks: unit",
      phase: null,
      findings: [
        {
          id: "check_run:1",
          kind: "check",
          name: "unit",
          outcome: "failure",
          url: "https://github.example/run",
          summary: "2 of 40 failed",
        },
      ],
    });
  });

  test.each([
    ["fail", "fail"],
    ["nothing", undefined],
  ] as const)("that failed follows what the rules say: %s", (onFailure, kind) => {
    const workflow = workflowIn("testing", { policy: aPolicy({ testing: { onFailure } }) });
    expect(intentOf(workflow, { checks: checksOf([bad]) })?.kind).toBe(kind);
  });

  test("that failed once sends the work back once", () => {
    const { kinds, workflow } = follow(testing, { checks: checksOf([bad]) });
    expect(kinds).toEqual(["retry"]);
    expect(workflow.currentState).toBe("implementation");
    const again = { ...workflow, currentState: "testing" as const };
    expect(derive(again, { checks: checksOf([bad]) })).toEqual(nothing);
  });

  test("past the limit of retries follows a fail, decided from the same intent", () => {
    const { workflow } = follow({ ...testing, retries: 5 }, { checks: checksOf([bad]) });
    expect(workflow).toMatchObject({ currentState: "error", errorReason: "retry_limit_reached" });
  });

  test("that have not settled follows another look when they will have", () => {
    expect(derive(testing, { checks: checksOf([aCheck({ changedAt: at(995) })]) })).toEqual({
      intent: null,
      lookAgainAt: at(1005),
    });
  });

  test.each([
    ["still run", checksOf([aCheck({ status: "in_progress", conclusion: null })])],
    ["are none", checksOf([])],
    ["belong to a suite that is not done", checksOf([aCheck()], { suites: [aSuite({ completed: false })] })],
  ])("that %s nothing follows until something new comes", (_, checks) => {
    expect(derive(testing, { checks })).toEqual(nothing);
  });

  test("of another commit follows another look at once, because one of the answers was late", () => {
    expect(derive(testing, { checks: checksOf([aCheck()], { headSha: otherHead }) })).toEqual({
      intent: null,
      lookAgainAt: at(1001),
    });
  });

  test("nothing follows where they were not read", () => {
    expect(derive(testing, {})).toEqual(nothing);
  });

  test("does not mind a draft", () => {
    expect(intentOf(testing, { checks: checksOf([aCheck()]), pull: aPull({ draft: true }) })?.kind).toBe("advance");
  });

  test.each(["implementation", "handoff_to_tester", "verification"] as const)("does not concern %s", (state) => {
    expect(derive(workflowIn(state), { checks: checksOf([bad]) })).toEqual(nothing);
  });

  test("names the first ten that failed and tells twenty in full, but remembers all", () => {
    const runs = Array.from({ length: 30 }, (_, index) =>
      aCheck({ order: index, name: `n${String(index)}`, conclusion: "failure", summary: "x".repeat(5000) }),
    );
    const intent = intentOf(testing, { checks: checksOf(runs) });
    if (intent?.kind !== "retry") throw new Error("expected a retry");
    expect(intent.reason).toBe("Failed checks: n0, n1, n2, n3, n4, n5, n6, n7, n8, n9 and 20 more");
    expect(intent.findings).toHaveLength(30);
    expect(intent.findings.map(({ summary }) => summary?.length ?? 0)).toEqual([
      ...Array.from({ length: 20 }, () => 2000),
      ...Array.from({ length: 10 }, () => 0),
    ]);
    expect(intent.findings[0]?.summary?.endsWith("x…")).toBe(true);
  });

  test("fits into a phase result, however many and whatever their names", () => {
    const names = ["\0", "\uD800", "\u0001", "__proto__", "constructor", "\u0001".repeat(5000)];
    const many = Array.from({ length: 3000 }, (_, index) => `${"\u0001".repeat(250)}${String(index)}`);
    const runs = [...names, ...many].map((name, order) => aCheck({ order, name }));
    const { kinds } = follow(testing, { checks: checksOf(runs) });
    expect(kinds).toEqual(["advance"]);
  });
});

describe("from the reviews in verification", () => {
  const verification = workflowIn("verification", { policy: strict });
  const handoff = workflowIn("handoff_to_verifier", { policy: strict });
  const approved = { reviews: reviewsOf([aReview()]) };
  const against = aReview({ reviewerId: 21, state: "changes_requested", body: "no tests" });
  const rejected = { reviews: reviewsOf([aReview(), against]) };

  test("that approve follows the completion of the phase", () => {
    expect(intentOf(verification, approved)).toMatchObject({
      kind: "advance",
      by: githubActor,
      at: at(1000),
      result: { approved_for_deployment: true },
    });
  });

  test("that approve during the handoff follows the acceptance first", () => {
    const { kinds, workflow } = follow(handoff, approved);
    expect(kinds).toEqual(["accept", "advance"]);
    expect(workflow.currentState).toBe("handoff_to_releaser");
  });

  test("that approve a draft nothing follows, not even the acceptance", () => {
    const pull = aPull({ draft: true });
    expect(derive(verification, { ...approved, pull })).toEqual(nothing);
    expect(derive(handoff, { ...approved, pull })).toEqual(nothing);
  });

  test("that approve nothing follows where a command decides", () => {
    expect(derive(workflowIn("verification"), approved)).toEqual(nothing);
  });

  test("that request changes follows a retry with their texts", () => {
    expect(intentOf(verification, rejected)).toEqual({
      kind: "retry",
      by: githubActor,
      at: at(1000),
      reason: "Changes requested by reviewer-21",
      phase: null,
      findings: [
        {
          id: "review:21",
          kind: "review",
          name: "reviewer-21",
          outcome: "changes_requested",
          url: "https://github.example/review",
          summary: "no tests",
        },
      ],
    });
  });

  test("that request changes send the work back even where a command approves", () => {
    expect(intentOf(workflowIn("verification"), rejected)?.kind).toBe("retry");
  });

  test("that request changes during the handoff follows the acceptance first", () => {
    const { kinds, workflow } = follow(handoff, rejected);
    expect(kinds).toEqual(["accept", "retry"]);
    expect(workflow).toMatchObject({ currentState: "implementation", failedRuns: ["review:21"] });
  });

  test.each([
    ["fail", ["accept", "fail"], "error"],
    ["nothing", [], "handoff_to_verifier"],
  ] as const)("that request changes follows what the rules say: %s", (onChangesRequested, kinds, state) => {
    const policy = aPolicy({ verification: { approvals: 1, onChangesRequested } });
    const followed = follow({ ...handoff, policy }, rejected);
    expect(followed.kinds).toEqual(kinds);
    expect(followed.workflow.currentState).toBe(state);
  });

  test("that requested changes once do so once, and still stand against an approval", () => {
    expect(derive({ ...verification, failedRuns: ["review:21"] }, rejected)).toEqual(nothing);
  });

  test("without a text have none to tell, and a long one is cut", () => {
    const reviews = reviewsOf([
      { ...against, body: null },
      { ...against, reviewerId: 22, id: "review:22", body: "x".repeat(20_000) },
    ]);
    const intent = intentOf(verification, { reviews });
    if (intent?.kind !== "retry") throw new Error("expected a retry");
    expect(intent.findings.map(({ summary }) => summary?.length ?? null)).toEqual([null, 10_000]);
  });

  test("of another commit follows another look at once", () => {
    expect(derive(verification, { reviews: reviewsOf([aReview()], { headSha: otherHead }) })).toEqual({
      intent: null,
      lookAgainAt: at(1001),
    });
  });

  test("nothing follows where they were not read", () => {
    expect(derive(verification, {})).toEqual(nothing);
  });
});

describe("from the deployments", () => {
  const deployment = workflowIn("deployment", { policy: strict });
  const handoff = workflowIn("handoff_to_releaser", { policy: strict });
  const failed = aDeployment({ id: "deployment:9", state: "failure" });

  test("that succeeded follows the completion, with what was deployed", () => {
    expect(intentOf(deployment, { deployments: deploymentsOf([aDeployment()]) })).toMatchObject({
      kind: "advance",
      by: githubActor,
      at: at(1000),
      result: {
        deployment_successful: true,
        deployed_at: at(900).toISOString(),
        deployment: {
          id: "deployment:1",
          environment: "production",
          creator: "github-actions[bot]",
          url: "https://example.org",
        },
      },
    });
  });

  test("that succeeded during the handoff follows the acceptance first", () => {
    const { kinds, workflow } = follow(handoff, { deployments: deploymentsOf([aDeployment({ url: null })]) });
    expect(kinds).toEqual(["accept", "advance"]);
    expect(workflow.status).toBe("complete");
  });

  test("that failed follows a fail, once", () => {
    const { kinds, workflow } = follow(handoff, { deployments: deploymentsOf([failed]) });
    expect(kinds).toEqual(["accept", "fail"]);
    expect(workflow).toMatchObject({
      currentState: "error",
      errorFrom: "deployment",
      errorReason: "The deployment to production failed",
      failedRuns: ["deployment:9"],
    });
    const recovered = { ...deployment, failedRuns: ["deployment:9"] };
    expect(derive(recovered, { deployments: deploymentsOf([failed]) })).toEqual(nothing);
  });

  test.each([
    ["is under way", [aDeployment({ state: "pending" })]],
    ["does not contain the head", [aDeployment({ containsHead: false })]],
    ["does not exist", []],
  ])("that %s nothing follows", (_, deployments) => {
    expect(derive(deployment, { deployments: deploymentsOf(deployments) })).toEqual(nothing);
    expect(derive(handoff, { deployments: deploymentsOf(deployments) })).toEqual(nothing);
  });

  test("nothing follows where a command or the merge completes, or where they were not read", () => {
    const deployments = deploymentsOf([aDeployment()]);
    expect(derive(workflowIn("deployment"), { deployments })).toEqual(nothing);
    expect(
      derive({ ...deployment, policy: aPolicy({ deployment: { completeOn: "merge" } }) }, { deployments }),
    ).toEqual(nothing);
    expect(derive(deployment, {})).toEqual(nothing);
  });
});
