import { describe, expect, test } from "vitest";
import { githubActor } from "../../../src/workflow/actor.ts";
import { stateFacts } from "../../../src/workflow/states.ts";
import { anIntent, at, failedIn, head, maintainer, move, otherHead, refusalOf, workflowIn } from "../support.ts";

const by = githubActor;
const push = anIntent("push", { by, headSha: otherHead });
const rebase = anIntent("push", { by, headSha: head, baseRef: "next" });
const results = { implementation: { c: 1 }, testing: { d: 1 }, verification: { e: 1 } };
const data = { from_head: head, to_head: otherHead, from_base: "main", to_base: "main" };

describe("push", () => {
  test.each(["discovery", "planning", "handoff_to_coder", "implementation", "handoff_to_tester", "testing"] as const)(
    "in %s only moves the head",
    (state) => {
      const before = workflowIn(state);
      const { workflow, moves } = move(before, push);
      expect(workflow).toEqual({
        ...before,
        headSha: otherHead,
        staleBefore: at(1000),
        version: before.version + 1,
        updatedAt: at(1000),
      });
      expect(moves).toEqual([
        { event: { type: "head_changed", by: { kind: "github", id: null, login: "GitHub" }, data }, handoff: null },
      ]);
    },
  );

  test.each(["handoff_to_verifier", "verification", "handoff_to_releaser", "deployment"] as const)(
    "in %s resets to testing, because what was verified is no longer what would ship",
    (state) => {
      const before = workflowIn(state, { results });
      const { workflow, moves, first } = move(before, push);
      expect(workflow).toMatchObject({
        currentState: "testing",
        headSha: otherHead,
        stateSeq: before.stateSeq + 1,
        retries: 0,
        results: { implementation: { c: 1 } },
      });
      expect(workflow.results).toEqual({ implementation: { c: 1 } });
      expect(workflow.phaseRecords.testing).toMatchObject({ attempts: 2, completedAt: null });
      expect(moves).toHaveLength(1);
      expect(first.event).toMatchObject({
        type: "reset_by_push",
        data: { from_state: state, to_state: "testing", ...data },
      });
      expect(first.handoff).toMatchObject({
        kind: "reset",
        fromRole: stateFacts[state].holder,
        toRole: "test_auditor",
        headSha: otherHead,
        data: {
          retry_reason: `The head changed from ${head} to ${otherHead}, so what was tested is not what would ship.`,
          attempt: 2,
        },
      });
    },
  );

  test("of another base counts the same", () => {
    const { workflow, first } = move(workflowIn("verification"), rebase);
    expect(workflow).toMatchObject({ currentState: "testing", headSha: head, baseRef: "next" });
    expect(first.handoff?.data["retry_reason"]).toBe(
      "The base branch changed from main to next, so what was tested is not what would ship.",
    );
    expect(move(workflowIn("planning"), rebase).workflow).toMatchObject({ currentState: "planning", baseRef: "next" });
  });

  test.each([
    ["deployment", "testing", { implementation: { c: 1 } }],
    ["handoff_to_verifier", "testing", { implementation: { c: 1 } }],
    ["testing", "testing", results],
    ["planning", "planning", results],
  ] as const)("in error after %s lets it recover to %s at most", (failedState, expected, left) => {
    const { workflow, first } = move(failedIn(failedState, { results }), push);
    expect(workflow).toMatchObject({ currentState: "error", errorFrom: expected, headSha: otherHead });
    expect(workflow.results).toEqual(left);
    expect(first).toMatchObject({ event: { type: "head_changed" }, handoff: null });
    const phase = move(workflow, anIntent("retry")).workflow.currentState;
    expect(phase).toBe(expected);
  });

  test("after the end only shows", () => {
    for (const over of [
      workflowIn("complete"),
      workflowIn("deployment", { status: "cancelled", cancelledBy: "command" }),
    ]) {
      const { workflow, first } = move(over, push);
      expect(workflow).toMatchObject({ currentState: over.currentState, status: over.status, headSha: otherHead });
      expect(first).toMatchObject({ event: { type: "head_changed" }, handoff: null });
    }
  });

  test("after the merge resets nothing", () => {
    expect(move(workflowIn("deployment", { mergedAt: at(900) }), push).workflow.currentState).toBe("deployment");
    expect(move(failedIn("deployment", { mergedAt: at(900) }), push).workflow.errorFrom).toBe("deployment");
  });

  test("waits while the pull request is closed, so that reopening it shows the difference", () => {
    const closed = workflowIn("deployment", { status: "cancelled", cancelledBy: "closed" });
    expect(refusalOf(closed, push)).toEqual(["finished"]);
    const reopened = move(closed, anIntent("reopen", { by })).workflow;
    expect(move(reopened, push).workflow.currentState).toBe("testing");
  });

  test("of the same head and base is none", () => {
    const same = anIntent("push", { by, headSha: head });
    expect(refusalOf(workflowIn("testing"), same)).toEqual(["wrong_head", { kind: "head", current: head }]);
  });

  test("applies while held, and the hold stays", () => {
    const hold = { by: maintainer, reason: null, at: at(900) };
    expect(move(workflowIn("verification", { hold }), push).workflow).toMatchObject({ currentState: "testing", hold });
  });
});
