import { describe, expect, test } from "vitest";
import { githubActor } from "../../../src/workflow/actor.ts";
import { aPolicy, anIntent, at, failedIn, maintainer, move, refusalOf, workflowIn } from "../support.ts";

const by = githubActor;
const mergeSha = "c".repeat(40);
const merge = anIntent("merge", { by, at: at(1000), mergeSha });
const onMerge = aPolicy({ deployment: { completeOn: "merge" } });
const eventTypes = (moved: ReturnType<typeof move>) => moved.moves.map(({ event }) => event.type);

describe("merge", () => {
  test("in handoff_to_releaser accepts first, and deployment begins", () => {
    const before = workflowIn("handoff_to_releaser");
    const moved = move(before, merge);
    expect(moved.workflow).toMatchObject({
      currentState: "deployment",
      mergedAt: at(1000),
      stateSeq: before.stateSeq + 1,
      version: before.version + 1,
    });
    expect(eventTypes(moved)).toEqual(["merged", "stepped"]);
    expect(moved.first).toMatchObject({
      event: { data: { state: "handoff_to_releaser", merge_sha: mergeSha } },
      handoff: null,
    });
  });

  test("in deployment is recorded, and a command or a deployment completes", () => {
    const moved = move(workflowIn("deployment"), merge);
    expect(moved.workflow).toMatchObject({ currentState: "deployment", mergedAt: at(1000) });
    expect(eventTypes(moved)).toEqual(["merged"]);
  });

  test.each([
    ["handoff_to_releaser", 2],
    ["deployment", 1],
  ] as const)("in %s completes where the rules say so, by legal steps in one save", (state, steps) => {
    const before = workflowIn(state);
    const { workflow, moves } = move(before, merge, { policy: onMerge, now: at(2000) });
    const result = { deployment_successful: true, deployed_at: at(1000).toISOString(), merge_sha: mergeSha };
    expect(workflow).toMatchObject({
      status: "complete",
      currentState: "complete",
      completedAt: at(2000),
      version: before.version + 1,
      stateSeq: before.stateSeq + steps,
      results: { deployment: result },
    });
    expect(moves.map(({ handoff }) => handoff?.toState ?? null)).toEqual(
      steps === 2 ? [null, "deployment", "complete"] : [null, "complete"],
    );
    expect(moves.at(-1)?.handoff?.data.previous_phase_output).toEqual(result);
  });

  test.each([
    "discovery",
    "planning",
    "handoff_to_coder",
    "implementation",
    "handoff_to_tester",
    "testing",
    "handoff_to_verifier",
    "verification",
  ] as const)("in %s comes too early and fails", (state) => {
    const moved = move(workflowIn(state), merge, { policy: onMerge });
    expect(moved.workflow).toMatchObject({
      currentState: "error",
      errorFrom: state,
      errorReason: "merged_early",
      mergedAt: at(1000),
    });
    expect(eventTypes(moved)).toEqual(["merged", "failed"]);
  });

  test.each([
    ["in error", failedIn("deployment")],
    ["when complete", workflowIn("complete")],
    ["when cancelled", workflowIn("deployment", { status: "cancelled", cancelledBy: "command" })],
  ])("%s is only recorded", (_, before) => {
    const moved = move(before, merge, { policy: onMerge });
    expect(moved.workflow).toEqual({
      ...before,
      mergedAt: at(1000),
      version: before.version + 1,
      updatedAt: at(1000),
    });
    expect(eventTypes(moved)).toEqual(["merged"]);
  });

  test("completes even while held, and the hold is over with it", () => {
    const hold = { by: maintainer, reason: null, at: at(900) };
    const { workflow } = move(workflowIn("deployment", { hold }), merge, { policy: onMerge });
    expect(workflow).toMatchObject({ status: "complete", hold: null });
  });

  test("happens once", () => {
    expect(refusalOf(workflowIn("deployment", { mergedAt: at(900) }), merge)).toEqual(["merged"]);
  });
});
