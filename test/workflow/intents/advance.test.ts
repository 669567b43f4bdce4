import { describe, expect, test } from "vitest";
import { batonActor, githubActor, refOf } from "../../../src/workflow/actor.ts";
import { decide } from "../../../src/workflow/decide.ts";
import { noEvidence } from "../../../src/workflow/evidence.ts";
import { defaultPolicy } from "../../../src/workflow/policy.ts";
import { nextState, stateFacts, type State } from "../../../src/workflow/states.ts";
import {
  aCheck,
  aPolicy,
  aPull,
  aReview,
  aStart,
  anActor,
  anIntent,
  at,
  checksOf,
  everyone,
  goodEvidence,
  head,
  holderOf,
  maintainer,
  move,
  otherHead,
  refusal,
  refusalOf,
  reviewsOf,
  statesBeforeComplete,
  withPermission,
  workflowIn,
} from "../support.ts";

const advance = (fields: Parameters<typeof anIntent<"advance">>[1] = {}) => anIntent("advance", fields);

describe("advance", () => {
  test.each([
    ["discovery", "planning", "q_assistant", "q_assistant"],
    ["planning", "handoff_to_coder", "q_assistant", "code_writer"],
    ["handoff_to_coder", "implementation", "q_assistant", "code_writer"],
    ["implementation", "handoff_to_tester", "code_writer", "test_auditor"],
    ["handoff_to_tester", "testing", "code_writer", "test_auditor"],
    ["testing", "handoff_to_verifier", "test_auditor", "verification_overseer"],
    ["handoff_to_verifier", "verification", "test_auditor", "verification_overseer"],
    ["verification", "handoff_to_releaser", "verification_overseer", "release_manager"],
    ["handoff_to_releaser", "deployment", "verification_overseer", "release_manager"],
    ["deployment", "complete", "release_manager", "release_manager"],
  ] as const)("steps from %s to %s, handing on from %s to %s", (from, to, fromRole, toRole) => {
    const before = workflowIn(from);
    const { workflow, moves, first } = move(before, advance({ notes: "done" }), { now: at(2000) });
    expect(workflow).toMatchObject({
      currentState: to,
      version: before.version + 1,
      stateSeq: before.stateSeq + 1,
      stateEnteredAt: at(2000),
      updatedAt: at(2000),
    });
    expect(moves).toHaveLength(1);
    expect(first.event).toEqual({
      type: "stepped",
      by: { kind: "user", id: 99, login: "everyone" },
      data: { from_state: from, to_state: to },
    });
    expect(first.handoff).toMatchObject({
      kind: "step",
      fromState: from,
      toState: to,
      fromRole,
      toRole,
      notes: "done",
      headSha: head,
    });
  });

  test("leads from discovery to implementation", () => {
    let workflow = move(null, aStart()).workflow;
    workflow = move(workflow, advance({ result: { requirements: ["find"] } })).workflow;
    workflow = move(workflow, advance({ result: { plan: "index" } })).workflow;
    expect(workflow.currentState).toBe("handoff_to_coder");
    const { workflow: last, first } = move(workflow, anIntent("accept", { by: holderOf("code_writer") }));
    expect(last.currentState).toBe("implementation");
    expect(last.results).toEqual({ discovery: { requirements: ["find"] }, planning: { plan: "index" } });
    expect(first.handoff?.data).toMatchObject({ implementation_plan: "index", requirements: ["find"] });
  });

  test("completes the workflow from deployment", () => {
    const { workflow } = move(workflowIn("deployment"), advance(), { now: at(2000) });
    expect(workflow).toMatchObject({ status: "complete", currentState: "complete", completedAt: at(2000) });
  });

  test("keeps the result under the phase and passes it on in full", () => {
    const result = { code: "src/search.ts", ticket: 9 };
    const { workflow, first } = move(workflowIn("implementation"), advance({ result }));
    expect(workflow.results.implementation).toEqual(result);
    expect(first.handoff?.data.previous_phase_output).toEqual(result);
  });

  test("is refused in error, where retry is what goes on", () => {
    const refused = refusal(workflowIn("error"), advance());
    expect(refused).toMatchObject({ reason: "not_reachable", state: "error" });
    expect(refused.allowed.map(({ intent }) => intent)).toContain("retry");
  });

  test("is refused from a state that is not the current one", () => {
    expect(refusalOf(workflowIn("testing"), advance({ from: "implementation" }))).toEqual([
      "wrong_state",
      { kind: "state", expected: "testing" },
    ]);
    expect(move(workflowIn("testing"), advance({ from: "testing" })).workflow.currentState).toBe("handoff_to_verifier");
  });

  test("is refused for another commit than the head", () => {
    const current = { kind: "head", current: head };
    expect(refusalOf(workflowIn("planning"), advance({ headSha: otherHead }))).toEqual(["wrong_head", current]);
    expect(move(workflowIn("planning"), advance({ headSha: head })).workflow.currentState).toBe("handoff_to_coder");
  });

  test.each([{ headSha: otherHead }, { baseRef: "next" }])(
    "is refused while a push was read but not applied: %j",
    (fields) => {
      const evidence = { ...goodEvidence, pull: aPull(fields) };
      const current = fields.headSha ?? head;
      expect(refusalOf(workflowIn("verification"), advance(), { evidence })).toEqual([
        "wrong_head",
        { kind: "head", current },
      ]);
      expect(move(workflowIn("implementation"), advance(), { evidence }).workflow.currentState).toBe(
        "handoff_to_tester",
      );
    },
  );

  test.each([
    [{ all_tests_passed: "no" }, "all_tests_passed"],
    [{ notes: "\0" }, "notes"],
  ])("is refused with a result that is not fit: %j", (result, path) => {
    expect(refusalOf(workflowIn("testing"), advance({ result }))).toEqual([
      "invalid_result",
      { kind: "result", path, problem: expect.any(String) },
    ]);
  });

  test("is refused with a result in a handoff state, even an empty one", () => {
    expect(refusalOf(workflowIn("handoff_to_tester"), advance({ result: {} }))).toEqual(["result_in_handoff"]);
  });
});

describe("who may advance", () => {
  test.each(statesBeforeComplete)("from %s is whoever holds one of its roles", (state) => {
    const { holder, nextRole } = stateFacts[state];
    for (const role of new Set([holder, nextRole])) {
      expect(move(workflowIn(state), advance({ by: holderOf(role) })).workflow.currentState).toBe(nextState(state));
    }
    expect(refusalOf(workflowIn(state), advance({ by: withPermission("admin") }))[0]).toBe("not_your_role");
  });

  test("is Baton and GitHub as well", () => {
    expect(move(workflowIn("handoff_to_tester"), advance({ by: batonActor })).workflow.currentState).toBe("testing");
    expect(move(workflowIn("testing"), advance({ by: githubActor })).workflow.currentState).toBe("handoff_to_verifier");
  });
});

describe("leaving testing", () => {
  const testing = workflowIn("testing");
  const failing = { ...goodEvidence, checks: checksOf([aCheck({ conclusion: "failure" })]) };

  test("needs its checks", () => {
    expect(refusalOf(testing, advance(), { evidence: failing })).toEqual([
      "checks_missing",
      { kind: "check", name: "build", app: "github-actions", status: "failed", url: "https://github.example/run" },
    ]);
  });

  test("never passes silently where the checks were not read", () => {
    expect(refusalOf(testing, advance(), { evidence: noEvidence })).toEqual(["checks_missing", { kind: "any_check" }]);
  });

  test("without any check at all is for a person to say", () => {
    const evidence = { ...goodEvidence, checks: checksOf([]) };
    expect(move(testing, advance(), { evidence }).workflow.currentState).toBe("handoff_to_verifier");
    for (const by of [githubActor, batonActor]) {
      expect(refusalOf(testing, advance({ by }), { evidence })[0]).toBe("checks_missing");
    }
  });
});

describe("leaving verification", () => {
  const verification = workflowIn("verification");
  const policy = aPolicy({ verification: { approvals: 1 } });

  test("needs a pull request that is no draft, and known to be none", () => {
    const draft = { ...goodEvidence, pull: aPull({ draft: true }) };
    expect(refusalOf(verification, advance(), { evidence: draft })).toEqual(["draft", { kind: "ready_for_review" }]);
    expect(refusalOf(verification, advance(), { evidence: { ...goodEvidence, pull: null } })[0]).toBe("draft");
  });

  test("needs its approvals where the rules ask for any", () => {
    const evidence = { ...goodEvidence, reviews: null };
    expect(refusalOf(verification, advance(), { evidence, policy })).toEqual([
      "approvals_missing",
      { kind: "approvals", have: 0, need: 1, changesRequestedBy: [] },
    ]);
    expect(move(verification, advance(), { evidence }).workflow.currentState).toBe("handoff_to_releaser");
    expect(move(verification, advance(), { policy }).workflow.currentState).toBe("handoff_to_releaser");
  });

  test("names who requested changes", () => {
    const reviews = reviewsOf([aReview(), aReview({ reviewerId: 21, state: "changes_requested" })]);
    expect(refusalOf(verification, advance(), { evidence: { ...goodEvidence, reviews }, policy })[1]).toEqual({
      kind: "approvals",
      have: 1,
      need: 1,
      changesRequestedBy: ["reviewer-21"],
    });
  });

  test("says all that is missing at once", () => {
    const evidence = { ...goodEvidence, pull: aPull({ draft: true }), reviews: null };
    const [reason, ...missing] = refusalOf(verification, advance(), { evidence, policy });
    expect(reason).toBe("draft");
    expect(missing.map(({ kind }) => kind)).toEqual(["ready_for_review", "approvals"]);
  });
});

describe("a result that says the phase did not succeed", () => {
  test.each([
    ["testing", "all_tests_passed"],
    ["verification", "approved_for_deployment"],
    ["deployment", "deployment_successful"],
  ] as const)("refuses to leave %s and leaves retry or fail", (state, key) => {
    const refused = refusal(workflowIn(state), advance({ result: { [key]: false } }));
    expect(refused).toMatchObject({ reason: "negative_result", missing: [{ kind: "positive_result", key }] });
    const kinds = refused.allowed.map(({ intent }) => intent);
    expect(kinds).toContain("fail");
    expect(kinds.includes("retry")).toBe(state !== "deployment");
    expect(move(workflowIn(state), advance({ result: { [key]: true } })).workflow.results[state]).toEqual({
      [key]: true,
    });
  });

  test("is only read in the phase it speaks of", () => {
    const result = { deployment_successful: false };
    expect(move(workflowIn("testing"), advance({ result })).workflow.currentState).toBe("handoff_to_verifier");
  });
});

describe("--force", () => {
  const settling = checksOf([aCheck({ changedAt: at(999), name: "a\0" }), aCheck({ order: 2, conclusion: "failure" })]);

  test("passes guards and role, and says what was missing", () => {
    const evidence = { ...goodEvidence, checks: settling };
    const { workflow, first } = move(workflowIn("testing"), advance({ by: maintainer, force: true }), { evidence });
    expect(workflow.currentState).toBe("handoff_to_verifier");
    expect(first.event.data).toEqual({
      from_state: "testing",
      to_state: "handoff_to_verifier",
      forced: true,
      missing: [
        { kind: "role", oneOf: ["test_auditor"] },
        { kind: "check", name: "build", app: "github-actions", status: "failed", url: "https://github.example/run" },
      ],
    });
  });

  test("records a time as text, and texts so that they can be stored", () => {
    const checks = checksOf([aCheck({ changedAt: at(999) })]);
    const { first } = move(workflowIn("testing"), advance({ force: true }), { evidence: { ...goodEvidence, checks } });
    expect(first.event.data["missing"]).toEqual([{ kind: "settled", at: at(1009).toISOString() }]);
    const unfit = checksOf([aCheck({ name: "a\0", conclusion: "failure" })]);
    const forced = move(workflowIn("testing"), advance({ force: true }), {
      evidence: { ...goodEvidence, checks: unfit },
    });
    expect(forced.first.event.data["missing"]).toMatchObject([{ name: "a\uFFFD" }]);
  });

  test("passes a result that says no", () => {
    const result = { all_tests_passed: false };
    const { workflow, first } = move(workflowIn("testing"), advance({ force: true, result }));
    expect(workflow.results.testing).toEqual(result);
    expect(first.event.data).toMatchObject({ missing: [{ kind: "positive_result", key: "all_tests_passed" }] });
  });

  test("is recorded even where nothing was missing", () => {
    const { first } = move(workflowIn("planning"), advance({ force: true }));
    expect(first.event.data).toMatchObject({ forced: true, missing: [] });
  });

  test("takes a handoff without its role", () => {
    const { workflow } = move(workflowIn("handoff_to_coder"), advance({ by: maintainer, force: true }));
    expect(workflow.currentState).toBe("implementation");
  });

  test("is for maintainers", () => {
    const by = holderOf("test_auditor");
    expect(refusalOf(workflowIn("testing"), advance({ by, force: true }))).toEqual([
      "not_permitted",
      { kind: "permission", least: "maintain" },
    ]);
  });

  test("does not pass an unfit result, another head or a hold", () => {
    const by = everyone;
    expect(refusalOf(workflowIn("testing"), advance({ by, force: true, result: { all_tests_passed: 1 } }))[0]).toBe(
      "invalid_result",
    );
    expect(refusalOf(workflowIn("testing"), advance({ by, force: true, headSha: otherHead }))[0]).toBe("wrong_head");
    const hold = { by: maintainer, reason: null, at: at(0) };
    expect(refusalOf(workflowIn("testing", { hold }), advance({ by, force: true }))[0]).toBe("held");
  });
});

describe("separation of duties", () => {
  const policy = aPolicy({ separationOfDuties: true });
  const coder = anActor({ id: 30, permission: "admin", roles: everyone.roles });

  function writtenBy(state: State, by = coder) {
    const workflow = workflowIn(state);
    const { implementation } = workflow.phaseRecords;
    const completedBy = refOf(by);
    return {
      ...workflow,
      phaseRecords: { ...workflow.phaseRecords, implementation: { ...implementation!, completedBy } },
    };
  }

  test.each(["testing", "verification", "deployment"] as const)(
    "keeps who wrote the code from completing %s",
    (state) => {
      expect(refusalOf(writtenBy(state), advance({ by: coder }), { policy })).toEqual(["same_person"]);
      expect(refusalOf(writtenBy(state), advance({ by: coder, force: true }), { policy })).toEqual(["same_person"]);
      expect(move(writtenBy(state), advance(), { policy }).workflow.currentState).toBe(nextState(state));
      expect(move(writtenBy(state), advance({ by: coder })).workflow.currentState).toBe(nextState(state));
    },
  );

  test("takes another run of the same Actions workflow for the same, but not another workflow or token", () => {
    const run = (identity: string) => anActor({ ...coder, kind: "token", id: null, identity, login: identity });
    const by = run("actions:1/agent.yml#1001");
    const workflow = { ...writtenBy("verification", by), claim: null };
    for (const same of [by, run("actions:1/agent.yml#1002")])
      expect(refusalOf(workflow, advance({ by: same }), { policy })).toEqual(["same_person"]);
    for (const other of ["actions:1/other.yml#1001", "token:1"])
      expect(move(workflow, advance({ by: run(other) }), { policy }).workflow.currentState).toBe("handoff_to_releaser");
  });

  test.each(["implementation", "handoff_to_tester", "handoff_to_verifier"] as const)(
    "leaves %s to everyone",
    (state) => {
      expect(move(writtenBy(state), advance({ by: coder }), { policy }).workflow.currentState).toBe(nextState(state));
    },
  );

  test("does not concern facts, nor an implementation that nobody is known to have completed", () => {
    expect(
      move(writtenBy("testing", githubActor), advance({ by: githubActor }), { policy }).workflow.currentState,
    ).toBe("handoff_to_verifier");
    const unknown = workflowIn("testing", { phaseRecords: {} });
    expect(move(unknown, advance({ by: coder }), { policy }).workflow.currentState).toBe("handoff_to_verifier");
  });
});

describe("a result that the repository's own JSON Schema does not take", () => {
  const resultProblems = [{ path: "/plan/0", problem: "must be string" }];
  const judge = (given: Record<string, unknown>) =>
    decide({
      workflow: workflowIn("planning"),
      intent: advance({ result: given }),
      policy: defaultPolicy,
      evidence: goodEvidence,
      now: at(1),
      resultProblems,
    });

  test("refuses to complete the phase, and names each place", () => {
    expect(judge({ plan: [1] })).toMatchObject({
      outcome: "refused",
      refusal: { reason: "invalid_result", missing: [{ kind: "result", ...resultProblems[0] }] },
    });
  });

  test("is refused for what no repository can take first", () => {
    expect(judge({ plan: 1 })).toMatchObject({
      refusal: { missing: [{ kind: "result", path: "plan", problem: "must be text, a list or an object" }] },
    });
  });
});
