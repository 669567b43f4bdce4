import { describe, expect, test } from "vitest";
import { noEvidence } from "../../../src/workflow/evidence.ts";
import {
  aPolicy,
  aPull,
  aStart,
  anActor,
  at,
  head,
  move,
  outsider,
  refusal,
  refusalOf,
  someEvidence,
  workflowIn,
} from "../support.ts";

describe("start", () => {
  test("begins a workflow in discovery on the head of the pull request", () => {
    const policy = aPolicy({ limits: { retries: 2 } });
    const { workflow, moves } = move(null, aStart(), { policy, now: at(5) });
    expect(workflow).toEqual({
      id: "01900000-0000-7000-8000-000000000001",
      buildId: "pr-12",
      projectId: "4711",
      userId: "7",
      repositoryId: 4711,
      pullNumber: 12,
      status: "open",
      currentState: "discovery",
      errorFrom: null,
      errorReason: null,
      version: 1,
      stateSeq: 1,
      stateEnteredAt: at(5),
      stateHeldMs: 0,
      retries: 0,
      failedRuns: [],
      hold: null,
      claim: null,
      lapses: 0,
      headSha: head,
      baseRef: "main",
      staleBefore: at(0),
      mergedAt: null,
      cancelledBy: null,
      results: {},
      phaseRecords: {
        discovery: { attempts: 1, elapsedMs: 0, enteredAt: at(5), completedAt: null, completedBy: null },
      },
      metadata: {
        requirements: "Add a search\n\nPeople look for things.",
        startedBy: { kind: "user", id: 7, login: "starter" },
        given: {},
      },
      policy,
      rulesDigest: null,
      createdAt: at(5),
      updatedAt: at(5),
      completedAt: null,
    });
    expect(moves).toEqual([
      {
        event: {
          type: "started",
          by: { kind: "user", id: 7, login: "starter" },
          data: {
            to_state: "discovery",
            workflow_id: workflow.id,
            build_id: "pr-12",
            head_sha: head,
            base_ref: "main",
            requirements: "Add a search\n\nPeople look for things.",
            rules: null,
          },
        },
        handoff: null,
      },
    ]);
  });

  test("takes what the starter gives", () => {
    const given = { buildId: "nightly-7", requirements: "Only titles", metadata: { ticket: 9 } };
    const { workflow } = move(null, aStart(given));
    expect(workflow.buildId).toBe("nightly-7");
    expect(workflow.metadata).toMatchObject({ requirements: "Only titles", given: { ticket: 9 } });
  });

  test("takes the title alone where the pull request says no more", () => {
    const evidence = someEvidence({ pull: aPull({ body: null, title: "Add\0 search" }) });
    expect(move(null, aStart(), { evidence }).workflow.metadata.requirements).toBe("Add\uFFFD search");
  });

  test("by a token without a user is recorded under the token's name", () => {
    const by = anActor({ kind: "token", id: null, login: "nightly", permission: "none", roles: ["q_assistant"] });
    expect(move(null, aStart({ by })).workflow.userId).toBe("nightly");
    expect(move(null, aStart({ by, userId: "maria@example.com" })).workflow.userId).toBe("maria@example.com");
  });

  test("by an opened pull request needs no access, but rules that want it and no workflow before", () => {
    const policy = aPolicy({ start: "opened" });
    const opened = aStart({ way: "opened", by: outsider });
    expect(move(null, opened, { policy }).workflow.currentState).toBe("discovery");
    expect(refusalOf(null, opened, { policy: aPolicy({}) })).toEqual(["not_reachable"]);
    const before = workflowIn("discovery", { status: "cancelled", cancelledBy: "command" });
    expect(refusalOf(before, opened, { policy })).toEqual(["not_reachable"]);
  });

  test.each(["complete", "discovery"] as const)("begins anew once the workflow before it is over (%s)", (state) => {
    const before = workflowIn(state, state === "complete" ? {} : { status: "cancelled", cancelledBy: "command" });
    const { workflow } = move(before, aStart({ workflowId: "01900000-0000-7000-8000-000000000002" }));
    expect(workflow).toMatchObject({
      id: "01900000-0000-7000-8000-000000000002",
      version: 1,
      currentState: "discovery",
    });
  });

  test.each(["discovery", "testing", "error"] as const)("is refused while a workflow is open, as in %s", (state) => {
    expect(refusalOf(workflowIn(state), aStart())).toEqual(["already_open"]);
  });

  test("is refused on a pull request that is closed, or was not read", () => {
    expect(refusalOf(null, aStart(), { evidence: someEvidence({ pull: aPull({ open: false }) }) })).toEqual([
      "pull_not_open",
    ]);
    expect(refusalOf(null, aStart(), { evidence: noEvidence })).toEqual(["pull_not_open"]);
  });

  test("is refused to somebody without write", () => {
    expect(refusal(null, aStart({ by: outsider }))).toEqual({
      reason: "not_permitted",
      intent: "start",
      state: null,
      missing: [{ kind: "permission", least: "write" }],
      allowed: [{ intent: "start", target: "discovery", roles: [], permission: "write" }],
    });
  });

  test.each([
    [{ deep: { text: "\0" } }, "metadata.deep.text"],
    [{ big: "x".repeat(300_000) }, "metadata"],
  ])("is refused with metadata that cannot be kept", (metadata, path) => {
    expect(refusalOf(null, aStart({ metadata }))).toEqual(["invalid_result", expect.objectContaining({ path })]);
  });

  test("is refused to a comment where the rules start by label, and to nothing else", () => {
    const policy = aPolicy({ start: "label" });
    expect(refusalOf(null, aStart({ way: "command" }), { policy })).toEqual(["start_by_label"]);
    expect(move(null, aStart({ way: "label" }), { policy }).workflow.policy.start).toBe("label");
    expect(move(null, aStart(), { policy }).workflow.currentState).toBe("discovery");
  });
});
