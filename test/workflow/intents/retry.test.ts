import { describe, expect, test } from "vitest";
import { githubActor } from "../../../src/workflow/actor.ts";
import type { Finding } from "../../../src/workflow/intent.ts";
import { phases, stateFacts, states } from "../../../src/workflow/states.ts";
import {
  aPolicy,
  anIntent,
  at,
  failedIn,
  holderOf,
  maintainer,
  move,
  outsider,
  refusal,
  refusalOf,
  workflowIn,
} from "../support.ts";

const finding: Finding = {
  id: "check_run:8",
  kind: "check",
  name: "build",
  outcome: "failure",
  url: "https://github.example/run",
  summary: "2 of 40 failed",
};

describe("retry from a judging phase", () => {
  test.each(["testing", "verification"] as const)(
    "goes from %s back to implementation, with reason and evidence",
    (from) => {
      const before = workflowIn(from, { failedRuns: ["check_run:1"] });
      const intent = anIntent("retry", { reason: "it leaks", findings: [finding] });
      const { workflow, first } = move(before, intent, { now: at(2000) });
      expect(workflow).toMatchObject({
        currentState: "implementation",
        retries: 1,
        failedRuns: ["check_run:1", "check_run:8"],
        stateSeq: before.stateSeq + 1,
        version: before.version + 1,
      });
      expect(first.event).toMatchObject({
        type: "retried",
        data: {
          from_state: from,
          to_state: "implementation",
          reason: "it leaks",
          retries: 1,
          findings: ["check_run:8"],
        },
      });
      expect(first.handoff).toMatchObject({
        kind: "retry",
        fromRole: stateFacts[from].holder,
        toRole: "code_writer",
        notes: "it leaks",
        data: { retry_reason: "it leaks", attempt: 2, evidence: [finding] },
      });
    },
  );

  test("clears the results of implementation and later", () => {
    const results = { discovery: { a: 1 }, planning: { b: 1 }, implementation: { c: 1 }, testing: { d: 1 } };
    const { workflow } = move(workflowIn("verification", { results }), anIntent("retry"));
    expect(workflow.results).toEqual({ discovery: { a: 1 }, planning: { b: 1 } });
  });

  test("goes round until the limit, and the one past it is a fail with that reason", () => {
    const policy = aPolicy({ limits: { retries: 2 } });
    let workflow = workflowIn("testing");
    for (const expected of [1, 2]) {
      workflow = move(workflow, anIntent("retry"), { policy }).workflow;
      expect(workflow).toMatchObject({ currentState: "implementation", retries: expected });
      for (let step = 0; step < 2; step += 1) workflow = move(workflow, anIntent("advance"), { policy }).workflow;
      expect(workflow).toMatchObject({ currentState: "testing" });
      expect(workflow.phaseRecords.testing?.attempts).toBe(expected + 1);
    }
    const last = move(workflow, anIntent("retry", { reason: "still leaks", findings: [finding] }), { policy });
    expect(last.workflow).toMatchObject({
      currentState: "error",
      errorFrom: "testing",
      errorReason: "retry_limit_reached",
      retries: 2,
      failedRuns: ["check_run:8"],
    });
    expect(last.first.event).toMatchObject({
      type: "failed",
      data: { reason: "retry_limit_reached", retry_reason: "still leaks", retries: 2 },
    });
    expect(last.first.handoff).toMatchObject({
      kind: "fail",
      data: { failure_reason: "retry_limit_reached", evidence: [finding] },
    });
  });

  test("takes no phase", () => {
    expect(refusalOf(workflowIn("testing"), anIntent("retry", { phase: "implementation" }))).toEqual([
      "phase_only_in_error",
    ]);
  });

  test.each(["testing", "verification"] as const)("in %s is its role's", (state) => {
    const by = holderOf(stateFacts[state].holder);
    expect(move(workflowIn(state), anIntent("retry", { by })).workflow.currentState).toBe("implementation");
    expect(refusalOf(workflowIn(state), anIntent("retry", { by: maintainer }))).toEqual([
      "not_your_role",
      { kind: "role", oneOf: [stateFacts[state].holder] },
    ]);
  });
});

describe("retry elsewhere", () => {
  const elsewhere = states.filter((state) => !["testing", "verification", "error", "complete"].includes(state));

  test.each(elsewhere)("is refused in %s, and the refusal says what to use instead", (state) => {
    const refused = refusal(workflowIn(state), anIntent("retry"));
    expect(refused.reason).toBe("retry_not_here");
    expect(refused.allowed.length).toBeGreaterThan(0);
    expect(refused.allowed.map(({ intent }) => intent)).not.toContain("retry");
  });
});

describe("retry in error", () => {
  test.each([
    ["discovery", "discovery"],
    ["handoff_to_coder", "planning"],
    ["testing", "testing"],
    ["handoff_to_verifier", "testing"],
    ["deployment", "deployment"],
  ] as const)("after a failure in %s recovers to %s", (failedState, phase) => {
    const before = failedIn(failedState, { retries: 5 });
    const { workflow, first } = move(before, anIntent("retry", { reason: "mended" }));
    expect(workflow).toMatchObject({ currentState: phase, errorFrom: null, errorReason: null, retries: 5 });
    expect(first.event).toMatchObject({ type: "recovered", data: { from_state: "error", to_state: phase } });
    expect(first.handoff).toMatchObject({
      kind: "recover",
      fromRole: null,
      toRole: stateFacts[phase].holder,
      data: { retry_reason: "mended", attempt: 2 },
    });
  });

  test("tells why it failed where no other reason is given", () => {
    const { first } = move(failedIn("testing"), anIntent("retry"));
    expect(first.handoff).toMatchObject({ data: { retry_reason: "it broke" }, notes: null });
  });

  test.each(phases)("with the phase %s named goes there unless it is too late", (phase) => {
    const intent = anIntent("retry", { phase });
    if (["verification", "deployment"].includes(phase)) {
      expect(refusalOf(failedIn("testing"), intent)).toEqual(["phase_too_late", { kind: "phase", latest: "testing" }]);
    } else {
      expect(move(failedIn("testing"), intent).workflow.currentState).toBe(phase);
    }
  });

  test("is for the role of the phase, or for maintainers", () => {
    const failed = failedIn("testing");
    expect(move(failed, anIntent("retry", { by: holderOf("test_auditor") })).workflow.currentState).toBe("testing");
    expect(move(failed, anIntent("retry", { by: maintainer })).workflow.currentState).toBe("testing");
    expect(move(failed, anIntent("retry", { by: githubActor })).workflow.currentState).toBe("testing");
    const planner = anIntent("retry", { by: holderOf("q_assistant"), phase: "planning" });
    expect(move(failed, planner).workflow.currentState).toBe("planning");
    expect(refusalOf(failed, anIntent("retry", { by: outsider }))).toEqual([
      "not_your_role",
      { kind: "role", oneOf: ["test_auditor"] },
      { kind: "permission", least: "maintain" },
    ]);
  });
});
