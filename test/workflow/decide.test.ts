import { describe, expect, test } from "vitest";
import { allowedIntents } from "../../src/workflow/allowed.ts";
import type { IntentKind } from "../../src/workflow/intent.ts";
import {
  aWorkflow,
  allIntentKinds,
  anIntent,
  failedIn,
  judge,
  move,
  refusal,
  refusalOf,
  workflowIn,
} from "./support.ts";

const needsWorkflow = allIntentKinds.filter((kind) => kind !== "start");
const requests: readonly IntentKind[] = [
  "advance",
  "accept",
  "retry",
  "rollback",
  "fail",
  "hold",
  "unhold",
  "cancel",
  "reload",
];

describe("decide", () => {
  test.each(needsWorkflow)("refuses %s where there is no workflow, and says that one can be started", (kind) => {
    expect(refusal(null, anIntent(kind))).toEqual({
      reason: "no_workflow",
      intent: kind,
      state: null,
      missing: [],
      allowed: [{ intent: "start", target: "discovery", roles: [], permission: "write" }],
    });
  });

  test.each(requests)("refuses %s once the workflow is over", (kind) => {
    expect(refusalOf(workflowIn("complete"), anIntent(kind))).toEqual(["finished"]);
    expect(refusalOf(workflowIn("testing", { status: "cancelled" }), anIntent(kind))).toEqual(["finished"]);
  });

  test("says with each refusal where the workflow is and what works there", () => {
    const workflow = workflowIn("planning");
    expect(refusal(workflow, anIntent("retry"))).toEqual({
      reason: "retry_not_here",
      intent: "retry",
      state: "planning",
      missing: [],
      allowed: allowedIntents(workflow),
    });
  });

  test("leaves the workflow that it was given as it was", () => {
    const workflow = workflowIn("testing");
    const copy = structuredClone(workflow);
    for (const kind of allIntentKinds) judge(workflow, anIntent(kind));
    expect(workflow).toEqual(copy);
  });

  test("keeps texts from outside so that Postgres can hold them", () => {
    const reason = "half \uD83D and \0";
    const finding = {
      id: "check_run:1",
      kind: "check",
      name: "a\0",
      outcome: "failure",
      url: null,
      summary: "\uDE00",
    } as const;
    const retried = move(workflowIn("testing"), anIntent("retry", { reason, findings: [finding] }));
    expect(retried.first.handoff).toMatchObject({
      notes: "half \uFFFD and \uFFFD",
      data: { evidence: [{ name: "a\uFFFD", summary: "\uFFFD" }] },
    });
    expect(move(workflowIn("testing"), anIntent("fail", { reason })).workflow.errorReason).toBe(
      "half \uFFFD and \uFFFD",
    );
    expect(move(aWorkflow(), anIntent("hold", { reason })).workflow.hold?.reason).toBe("half \uFFFD and \uFFFD");
  });

  test("goes round the loop of retries and comes out at the end", () => {
    let workflow = workflowIn("testing");
    for (const kind of ["retry", "advance", "accept", "advance", "accept", "retry"] as const) {
      workflow = move(workflow, anIntent(kind)).workflow;
    }
    expect(workflow).toMatchObject({ currentState: "implementation", retries: 2 });
    for (const kind of ["advance", "accept", "advance", "accept", "advance", "accept", "advance"] as const) {
      workflow = move(workflow, anIntent(kind)).workflow;
    }
    expect(workflow).toMatchObject({ currentState: "complete", status: "complete", retries: 2 });
  });

  test("rescues a failed workflow and completes it", () => {
    let workflow = failedIn("deployment");
    workflow = move(workflow, anIntent("retry")).workflow;
    expect(move(workflow, anIntent("advance")).workflow.status).toBe("complete");
  });
});
