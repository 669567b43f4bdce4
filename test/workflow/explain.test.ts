import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allowedIntents } from "../../src/workflow/allowed.ts";
import { decide } from "../../src/workflow/decide.ts";
import { noEvidence, type Evidence } from "../../src/workflow/evidence.ts";
import { explain } from "../../src/workflow/explain.ts";
import { phases, states, type State } from "../../src/workflow/states.ts";
import { defaultPolicy, type Policy } from "../../src/workflow/policy.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";
import { anyEvidence, anyIntent, anyPolicy, anyTime } from "./arbitraries.ts";
import {
  aCheck,
  aDeployment,
  anActor,
  anIntent,
  aPolicy,
  aPull,
  aReview,
  at,
  checksOf,
  deploymentsOf,
  everyone,
  failedIn,
  goodEvidence,
  head,
  holderOf,
  move,
  named,
  otherHead,
  reviewsOf,
  someEvidence,
  workflowIn,
} from "./support.ts";

function of(workflow: Workflow, evidence: Partial<Evidence> = {}, looksAt: Date | null = null) {
  const read = { ...noEvidence, pull: aPull(), ...evidence };
  return explain({ workflow, policy: workflow.policy, evidence: read, now: at(1000), looksAt });
}

const inState = (state: State, policy: Policy, fields: Partial<Workflow> = {}) =>
  workflowIn(state, { policy, ...fields });

describe("the explanation", () => {
  test("of a pull request without a workflow is that somebody can start one", () => {
    const explanation = explain({
      workflow: null,
      policy: defaultPolicy,
      evidence: someEvidence({ pull: aPull() }),
      now: at(0),
    });
    expect(explanation).toMatchObject({ standing: "none", state: null, missing: [], byItself: [] });
    expect(explanation.ways).toEqual([
      { intent: "start", target: "discovery", roles: [], permission: "write", missing: [], except: null },
    ]);
  });

  test("of a closed pull request without a workflow offers nothing", () => {
    const evidence = someEvidence({ pull: aPull({ open: false }) });
    expect(explain({ workflow: null, policy: defaultPolicy, evidence, now: at(0) }).ways).toEqual([]);
  });

  test("says what starts the next one, by the rules as they are now", () => {
    const next = { policy: defaultPolicy, evidence: noEvidence, now: at(0), start: "label" } as const;
    expect(explain({ ...next, workflow: null }).start).toBe("label");
    expect(explain({ ...next, workflow: workflowIn("complete") }).start).toBe("label");
    expect(of(workflowIn("planning")).start).toBe("manual");
  });

  test.each(states)("in %s says since when, on which commit, and whose turn it is", (state) => {
    const workflow = workflowIn(state);
    const explanation = of(workflow, goodEvidence);
    expect(explanation).toMatchObject({
      workflowId: workflow.id,
      state,
      since: workflow.stateEnteredAt,
      headSha: head,
    });
    expect(explanation.roles.length).toBe(
      state === "complete" || state === "error" ? 0 : state.startsWith("handoff") ? 2 : 1,
    );
  });

  test.each<[string, Workflow]>([
    ["waiting", workflowIn("planning")],
    ["held", workflowIn("planning", { hold: { by: everyone, reason: "legal", at: at(900) } })],
    ["failed", failedIn("testing")],
    ["complete", workflowIn("complete")],
    ["closed", move(workflowIn("planning"), anIntent("close")).workflow],
    ["cancelled", move(workflowIn("planning"), anIntent("cancel")).workflow],
  ])("tells where it stands: %s", (standing, workflow) => {
    expect(of(workflow, { pull: aPull() }).standing).toBe(standing);
  });

  test("of an error has the reason, and a retry by the holder of the phase that failed", () => {
    const explanation = of(failedIn("testing"));
    expect(explanation).toMatchObject({ errorReason: "it broke", missing: [], byItself: [] });
    expect(explanation.ways[0]).toMatchObject({ intent: "retry", target: "testing", roles: ["test_auditor"] });
  });
});

describe("what is missing", () => {
  test.each(phases.filter((phase) => phase !== "testing"))("is nothing in %s but somebody to say so", (phase) => {
    expect(of(workflowIn(phase)).missing).toEqual([]);
  });

  test("in testing is each check that has not passed", () => {
    const policy = named("build", "lint");
    const checks = checksOf([aCheck({ status: "in_progress", conclusion: null })]);
    expect(of(inState("testing", policy), { checks }).missing).toEqual([
      { kind: "check", name: "lint", app: null, status: "absent", url: null },
      { kind: "check", name: "build", app: "github-actions", status: "running", url: "https://github.example/run" },
    ]);
  });

  test("in testing is nothing where nothing tests: a person decides", () => {
    expect(of(workflowIn("testing"), { checks: checksOf([]) })).toMatchObject({ missing: [], byItself: [] });
  });

  test("in verification is that it is no draft, and the approvals with those who are against", () => {
    const reviews = reviewsOf([aReview({ state: "changes_requested" })]);
    const workflow = inState("verification", aPolicy({ verification: { approvals: 2 } }));
    expect(of(workflow, { pull: aPull({ draft: true }), reviews }).missing).toEqual([
      { kind: "ready_for_review" },
      { kind: "approvals", have: 0, need: 2, changesRequestedBy: ["reviewer-20"] },
    ]);
  });

  test("is an end of the hold, beside what would be missing without it", () => {
    const hold = { by: everyone, reason: "legal", at: at(900) };
    const explanation = of(inState("testing", named("build"), { hold }), { checks: checksOf([]) });
    expect(explanation.missing.map(({ kind }) => kind)).toEqual(["unhold", "check"]);
    expect(explanation.ways.map(({ intent }) => intent)).toEqual(["unhold", "rollback", "fail", "cancel"]);
    expect(explanation.byItself).toEqual([]);
  });

  test("is a look at the newest commit, where it is another than the one that is judged", () => {
    const pull = aPull({ headSha: otherHead });
    expect(of(workflowIn("testing"), { pull }).missing).toEqual([{ kind: "head", current: otherHead }]);
    expect(of(workflowIn("planning"), { pull }).missing).toEqual([]);
  });

  test("keeps an advance from happening, and nothing else", () => {
    const { ways, missing } = of(inState("testing", named("build")), { checks: checksOf([]) });
    expect(ways.find(({ intent }) => intent === "advance")?.missing).toEqual(missing);
    expect(ways.filter(({ intent }) => intent !== "advance").flatMap((way) => way.missing)).toEqual([]);
  });
});

describe("separation of duties", () => {
  const completedBy = anActor({ id: 5, login: "chen" });
  const records = (policy: Policy) =>
    inState("verification", policy, {
      phaseRecords: {
        implementation: { attempts: 1, elapsedMs: 0, enteredAt: null, completedAt: at(1), completedBy },
      },
    });

  test("excepts whoever completed the implementation from completing what judges it", () => {
    const { ways } = of(records(aPolicy({ separationOfDuties: true })));
    expect(ways.map(({ intent, except }) => [intent, except?.login])).toContainEqual(["advance", "chen"]);
    expect(ways.filter(({ except }) => except !== null)).toHaveLength(1);
  });

  test("excepts nobody where the rules do not ask for it, before the judging, or where nobody completed it", () => {
    const separate = aPolicy({ separationOfDuties: true });
    const workflows = [
      records(aPolicy()),
      inState("planning", separate),
      inState("testing", separate, { phaseRecords: {} }),
    ];
    for (const workflow of workflows) expect(of(workflow).ways.every(({ except }) => except === null)).toBe(true);
  });

  test("discounts their approval", () => {
    const policy = aPolicy({ separationOfDuties: true, verification: { approvals: 1 } });
    const reviews = reviewsOf([aReview({ reviewerId: 5, reviewer: "chen" })]);
    expect(of(records(policy), { reviews }).discounted).toMatchObject([{ name: "chen", because: "same_person" }]);
  });
});

describe("what does not count", () => {
  const because = (workflow: Workflow, evidence: Partial<Evidence>) =>
    of(workflow, evidence).discounted.map((each) => [each.kind, each.name, each.because]);

  test("is a check of an App that the rules do not mean, and a failure that sent the work back already", () => {
    const policy = aPolicy({
      testing: {
        checks: [
          { name: "scan", app: "code-scanner" },
          { name: "build", app: null },
        ],
      },
    });
    const workflow = inState("testing", policy, { failedRuns: ["check_run:2"] });
    const runs = [
      aCheck({ name: "scan", app: "look-alike" }),
      aCheck({ name: "scan", kind: "status", app: "status" }),
      aCheck({ name: "scan", app: "code-scanner" }),
      aCheck({ name: "other" }),
      aCheck({ order: 1, conclusion: "failure" }),
      aCheck({ order: 2, conclusion: "failure" }),
    ];
    expect(because(workflow, { checks: checksOf(runs) })).toEqual([
      ["check", "build", "had_its_effect"],
      ["check", "scan", "other_app"],
      ["check", "scan", "other_app"],
    ]);
    expect(because(workflow, { checks: checksOf(runs, { headSha: otherHead }) })).toEqual([]);
    expect(because(workflow, {})).toEqual([]);
    expect(because(workflowIn("testing"), { checks: checksOf(runs.slice(0, 2)) })).toEqual([]);
  });

  test.each(["handoff_to_verifier", "verification"] as const)(
    "in %s is a review of another commit or by others",
    (state) => {
      const workflow = inState(state, aPolicy({ verification: { approvals: 1 } }), { failedRuns: ["review:23"] });
      const reviews = reviewsOf([
        aReview({ reviewerId: 20, headSha: otherHead }),
        aReview({ reviewerId: 21, headSha: otherHead, state: "changes_requested" }),
        aReview({ reviewerId: 21 }),
        aReview({ reviewerId: 22, holdsRole: false }),
        aReview({ reviewerId: 23, state: "changes_requested" }),
        aReview({ reviewerId: 24, state: "commented", holdsRole: false }),
        aReview({ reviewerId: 25, state: "dismissed", holdsRole: false }),
      ]);
      expect(because(workflow, { reviews })).toEqual([
        ["review", "reviewer-20", "other_commit"],
        ["review", "reviewer-22", "not_the_role"],
        ["review", "reviewer-23", "had_its_effect"],
      ]);
      expect(because(workflow, {})).toEqual([]);
    },
  );

  test.each(["handoff_to_releaser", "deployment"] as const)(
    "in %s is a deployment that the rules do not mean",
    (state) => {
      const deployment = { environment: "production", creator: "github-actions", completeOn: "deployment" } as const;
      const workflow = inState(state, aPolicy({ deployment }), { failedRuns: ["deployment:5"] });
      const deployments = deploymentsOf([
        aDeployment(),
        aDeployment({ environment: "staging" }),
        aDeployment({ creator: "omar" }),
        aDeployment({ containsHead: false }),
        aDeployment({ id: "deployment:5", state: "failure" }),
        aDeployment({ id: "deployment:6", state: "failure" }),
      ]);
      expect(because(workflow, { deployments }).map(([, , why]) => why)).toEqual([
        "other_environment",
        "other_creator",
        "other_commit",
        "had_its_effect",
      ]);
      expect(because(workflow, {})).toEqual([]);
      const anywhere = aPolicy({ deployment: { completeOn: "deployment" } });
      expect(
        because(inState(state, anywhere), { deployments: deploymentsOf([aDeployment({ environment: "x" })]) }),
      ).toEqual([]);
      expect(because(workflowIn(state), { deployments })).toEqual([]);
    },
  );

  test("is nothing in other states, and once the relay is over", () => {
    expect(because(workflowIn("planning"), goodEvidence)).toEqual([]);
    expect(because(workflowIn("testing", { status: "cancelled" }), goodEvidence)).toEqual([]);
  });
});

describe("what Baton does by itself", () => {
  const does = (workflow: Workflow, evidence: Partial<Evidence> = {}) =>
    of(workflow, evidence).byItself.map((each) => `${each.does} once ${each.once}`);
  const strict = aPolicy({
    verification: { approvals: 1 },
    deployment: { completeOn: "deployment" },
  });

  test.each<[State, Policy, readonly string[]]>([
    ["discovery", defaultPolicy, []],
    ["handoff_to_coder", defaultPolicy, []],
    ["handoff_to_tester", defaultPolicy, ["accept once now"]],
    ["testing", named("build"), ["advance once checks_passed", "retry once check_failed"]],
    ["testing", aPolicy({ testing: { checks: "all", onFailure: "nothing" } }), ["advance once checks_passed"]],
    ["handoff_to_verifier", defaultPolicy, ["retry once changes_requested"]],
    ["verification", strict, ["advance once approved", "retry once changes_requested"]],
    ["verification", aPolicy({ verification: { onChangesRequested: "fail" } }), ["fail once changes_requested"]],
    ["handoff_to_releaser", strict, ["advance once deployed", "fail once deployment_failed"]],
    ["deployment", aPolicy({ deployment: { completeOn: "merge" } }), ["advance once merged"]],
    ["deployment", defaultPolicy, []],
    ["complete", strict, []],
    ["error", strict, []],
  ])("in %s depends on the rules", (state, policy, expected) => {
    expect(does(inState(state, policy))).toEqual(expected);
  });

  test("says when checks that have only just changed count", () => {
    const checks = checksOf([aCheck({ changedAt: at(995) })]);
    const [advance] = of(workflowIn("testing"), { checks }).byItself;
    expect(advance).toEqual({ does: "advance", once: "checks_passed", at: at(1005) });
  });

  test("says when the phase will have taken too long, and when GitHub is read again", () => {
    const workflow = inState("planning", aPolicy({ limits: { phaseHours: { planning: 2 } } }), {
      stateEnteredAt: at(0),
    });
    expect(of(workflow, {}, at(1234)).byItself).toEqual([
      { does: "fail", once: "time_is_up", at: at(7200) },
      { does: "look", once: "time_is_up", at: at(1234) },
    ]);
  });
});

describe("whatever happened and was read", () => {
  const lives = fc.record({
    policy: anyPolicy,
    intents: fc.array(anyIntent, { maxLength: 25 }),
    evidence: anyEvidence,
    now: anyTime,
  });

  test("there is an explanation, which offers what the machine would take", () => {
    fc.assert(
      fc.property(lives, ({ policy, intents, evidence, now }) => {
        let workflow = workflowIn("discovery", { policy });
        for (const intent of intents) {
          const decision = decide({
            workflow,
            intent: { ...intent, by: everyone },
            policy,
            evidence: goodEvidence,
            now,
          });
          if (decision.outcome === "moved") workflow = decision.workflow;
        }
        const explanation = explain({ workflow, policy, evidence, now });
        const offered = explanation.ways.map(({ intent }) => intent);
        const taken = allowedIntents(workflow).map(({ intent }) => intent);
        expect(workflow.status === "open" || evidence.pull?.open !== false ? taken : []).toEqual(offered);
        expect(JSON.parse(JSON.stringify(explanation))).toBeTypeOf("object");
      }),
    );
  });

  test("nothing is missing in a phase exactly if its holder's advance is taken", () => {
    fc.assert(
      fc.property(fc.constantFrom(...phases), anyPolicy, anyEvidence, (phase, policy, evidence) => {
        const workflow = workflowIn(phase, { policy: { ...policy, separationOfDuties: false } });
        const { missing } = explain({ workflow, policy: workflow.policy, evidence, now: at(1000) });
        const intent = anIntent("advance", {
          by: holderOf(explain({ workflow, policy, evidence, now: at(0) }).roles[0] ?? null),
        });
        const decision = decide({ workflow, intent, policy: workflow.policy, evidence, now: at(1000) });
        expect(decision.outcome === "moved").toBe(missing.length === 0);
      }),
    );
  });
});
