import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { standing } from "../../src/workflow/check-standing.ts";
import { judgeChecks } from "../../src/workflow/checks.ts";
import { needsActionsWorkflows } from "../../src/workflow/current-checks.ts";
import type { ActionsWorkflow, Check, ChecksEvidence, Suite } from "../../src/workflow/evidence.ts";
import type { Policy } from "../../src/workflow/policy.ts";
import { aCheck, aPolicy, aSuite, aWorkflow, at, checksOf, head, named, otherHead } from "./support.ts";

const all = aPolicy();
const conclusions = [
  ["success", "passed"],
  ["neutral", "passed"],
  ["skipped", "passed"],
  ["failure", "failed"],
  ["timed_out", "failed"],
  ["startup_failure", "failed"],
  ["cancelled", "blocked"],
  ["stale", "blocked"],
  ["action_required", "blocked"],
  ["something new", "blocked"],
  [null, "blocked"],
] as const;

function judge(checks: ChecksEvidence | null, policy: Policy = all, failedRuns: readonly string[] = []) {
  return judgeChecks(checks, aWorkflow({ failedRuns }), policy);
}

function verdict(runs: readonly Check[], policy: Policy = all, failedRuns: readonly string[] = []) {
  return judge(checksOf(runs), policy, failedRuns).verdict;
}

describe("one run", () => {
  test.each(conclusions)("that concluded %s stands as %s", (conclusion, expected) => {
    expect(standing(aCheck({ conclusion }))).toBe(expected);
  });

  test("that waits for a person's approval is blocked", () => {
    expect(standing(aCheck({ status: "waiting", conclusion: null }))).toBe("blocked");
  });

  test.each(["queued", "in_progress"] as const)("that is %s is running", (status) => {
    expect(standing(aCheck({ status, conclusion: null }))).toBe("running");
  });
});

describe("checks: all", () => {
  test("pass when there is one and all of them concluded well", () => {
    const runs = [aCheck(), aCheck({ order: 2, name: "lint", conclusion: "neutral" })];
    expect(judge(checksOf(runs))).toEqual({
      verdict: "passed",
      failed: [],
      judged: runs,
      missing: [],
      settlesAt: null,
    });
  });

  test("are none where there is no run and no suite with runs in it", () => {
    const empty = aSuite({ runCount: 0, completed: false });
    expect(judge(checksOf([], { suites: [empty] }))).toMatchObject({
      verdict: "none",
      missing: [{ kind: "any_check" }],
    });
  });

  test("wait for the runs of a suite that is not empty", () => {
    expect(judge(checksOf([], { suites: [aSuite()] })).verdict).toBe("pending");
  });

  test("wait for every suite that has runs", () => {
    const judged = judge(checksOf([aCheck()], { suites: [aSuite({ app: "circle", completed: false })] }));
    expect(judged.verdict).toBe("pending");
    expect(judged.missing).toEqual([{ kind: "check", name: "circle", app: "circle", status: "running", url: null }]);
  });

  test("do not wait for a suite without runs, which never completes", () => {
    expect(judge(checksOf([aCheck()], { suites: [aSuite({ runCount: 0, completed: false })] })).verdict).toBe("passed");
  });

  test("fail as soon as one failed, whatever still runs", () => {
    const bad = aCheck({ order: 2, name: "lint", conclusion: "failure" });
    const running = aCheck({ order: 3, name: "slow", status: "in_progress", conclusion: null });
    const judged = judge(checksOf([aCheck(), bad, running], { suites: [aSuite({ completed: false })] }));
    expect(judged).toMatchObject({ verdict: "failed", failed: [bad], settlesAt: null });
    expect(judged.missing.map((missing) => missing.kind === "check" && missing.status)).toEqual([
      "failed",
      "running",
      "running",
    ]);
  });

  test.each(["cancelled", "stale", "action_required"])("neither pass nor fail while one is %s", (conclusion) => {
    const judged = judge(checksOf([aCheck({ conclusion })]));
    expect(judged.verdict).toBe("pending");
    expect(judged.missing).toEqual([
      {
        kind: "check",
        name: "build",
        app: "github-actions",
        status: "blocked",
        url: "https://github.example/run",
      },
    ]);
  });
});

describe("settling", () => {
  const runs = [aCheck({ changedAt: at(990) })];

  test.each([
    [999, "pending"],
    [1000, "passed"],
    [1001, "passed"],
  ] as const)("checks that last changed at 990 s are, read at %s s, %s", (seconds, expected) => {
    expect(judge(checksOf(runs, { readAt: at(seconds) })).verdict).toBe(expected);
  });

  test("says when they will have settled", () => {
    const settlesAt = at(1000);
    expect(judge(checksOf(runs, { readAt: at(995) }))).toMatchObject({
      settlesAt,
      missing: [{ kind: "settled", at: settlesAt }],
    });
  });

  test("counts from the newest change of a run or a suite", () => {
    const suites = [aSuite({ changedAt: at(995) })];
    expect(judge(checksOf(runs, { suites })).settlesAt).toEqual(at(1005));
    expect(judge(checksOf([...runs, aCheck({ order: 2, name: "x", changedAt: at(997) })])).settlesAt).toEqual(at(1007));
  });

  test("lasts as long as the rules say", () => {
    expect(judge(checksOf(runs), aPolicy({ testing: { settleSeconds: 60 } })).settlesAt).toEqual(at(1050));
    expect(judge(checksOf(runs), aPolicy({ testing: { settleSeconds: 0 } })).verdict).toBe("passed");
  });

  test("is over where nobody knows when anything changed", () => {
    expect(verdict([aCheck({ changedAt: null })])).toBe("passed");
  });

  test("is not awaited where the rules name every check", () => {
    expect(judge(checksOf(runs, { readAt: at(991) }), named("build")).verdict).toBe("passed");
  });

  test("is awaited where one name is a pattern, and so are the suites", () => {
    expect(judge(checksOf(runs, { readAt: at(991) }), named("bui*")).verdict).toBe("pending");
    expect(judge(checksOf(runs, { suites: [aSuite({ completed: false })] }), named("bui*")).verdict).toBe("pending");
    expect(judge(checksOf(runs, { suites: [aSuite({ completed: false })] }), named("build")).verdict).toBe("passed");
  });

  test("does not delay a failure", () => {
    const failing = [aCheck({ conclusion: "failure", changedAt: at(1000) })];
    expect(verdict(failing)).toBe("failed");
  });
});

describe("named checks", () => {
  test("must each be there", () => {
    expect(judge(checksOf([aCheck()]), named("build", "lint"))).toMatchObject({
      verdict: "pending",
      missing: [{ kind: "check", name: "lint", app: null, status: "absent", url: null }],
    });
  });

  test("are missing, not none, where there is no check at all", () => {
    expect(judge(checksOf([]), named("build"))).toMatchObject({ verdict: "pending" });
  });

  test("pass whatever the others say", () => {
    expect(verdict([aCheck(), aCheck({ order: 2, name: "lint", conclusion: "failure" })], named("build"))).toBe(
      "passed",
    );
  });

  test("count for every app that reports one of that name", () => {
    const runs = [aCheck(), aCheck({ order: 2, app: "circle", conclusion: "failure" })];
    expect(verdict(runs, named("build"))).toBe("failed");
  });

  test("may be patterns, each of which must match one", () => {
    const runs = [aCheck({ name: "test / unit" }), aCheck({ order: 2, name: "test / e2e" })];
    expect(verdict(runs, named("test / *"))).toBe("passed");
    expect(
      verdict([...runs, aCheck({ order: 3, name: "test / load", conclusion: "failure" })], named("test / *")),
    ).toBe("failed");
    expect(judge(checksOf(runs), named("test / *", "lint / *")).missing).toEqual([
      { kind: "check", name: "lint / *", app: null, status: "absent", url: null },
    ]);
  });

  test("are none where the rules name none, whatever was read", () => {
    expect(judge(null, named()).verdict).toBe("none");
    expect(verdict([aCheck({ conclusion: "failure" })], named())).toBe("none");
  });
});

describe("a check that an App must report", () => {
  const ofActions = aPolicy({ testing: { checks: [{ name: "build", app: "github-actions" }] } });

  test("counts where a check run of that App says so", () => {
    expect(verdict([aCheck()], ofActions)).toBe("passed");
    expect(verdict([aCheck({ conclusion: "failure" })], ofActions)).toBe("failed");
  });

  test.each([
    ["another App's run", { app: "look-alike" }],
    ["a commit status", { kind: "status", app: "status" }],
    ["a commit status of a writer who calls it so", { kind: "status", app: "github-actions" }],
  ] as const)("is absent where only %s has its name, whatever that says", (_, fields) => {
    const absent = { kind: "check", name: "build", app: "github-actions", status: "absent", url: null };
    for (const conclusion of ["success", "failure"]) {
      const judged = judge(checksOf([aCheck({ ...fields, conclusion })]), ofActions);
      expect(judged).toMatchObject({ verdict: "pending", judged: [], failed: [] });
      expect(judged.missing).toEqual([absent]);
    }
  });

  test("is named in whatever case somebody likes, and may be a pattern", () => {
    const policy = aPolicy({ testing: { checks: [{ name: "bu*", app: "GitHub-Actions" }] } });
    expect(verdict([aCheck(), aCheck({ order: 2, name: "bump", app: "circle", conclusion: "failure" })], policy)).toBe(
      "passed",
    );
  });
});

describe("GitHub Actions that waits for a person's approval", () => {
  const url = "https://github.example/actions";
  const waiting = aSuite({ conclusion: "action_required", runCount: 0, url });
  const missing = { kind: "approval_to_run", url };
  const of = (app: string | null) => aPolicy({ testing: { checks: [{ name: "lint", app }] } });

  test("is waited for where all checks count, though nothing runs", () => {
    expect(judge(checksOf([], { suites: [waiting] }))).toMatchObject({
      verdict: "pending",
      missing: [missing, { kind: "any_check" }],
    });
    expect(judge(checksOf([aCheck({ app: "circle" })], { suites: [waiting] })).missing).toEqual([missing]);
  });

  test.each([null, "github-actions"])("is named where a check of %s is absent", (app) => {
    expect(judge(checksOf([aCheck()], { suites: [waiting] }), of(app)).missing).toEqual([
      missing,
      expect.objectContaining({ name: "lint", status: "absent" }),
    ]);
  });

  test("is of no concern where the rules want nothing of it", () => {
    expect(judge(checksOf([aCheck()], { suites: [waiting] }), of("circle")).missing).toHaveLength(1);
    expect(verdict([aCheck({ name: "lint" })], of(null))).toBe("passed");
    expect(judge(checksOf([aCheck({ name: "lint" })], { suites: [waiting] }), of(null)).verdict).toBe("passed");
    expect(judge(checksOf([], { suites: [waiting] }), named()).verdict).toBe("none");
  });

  test("is awaited where a pattern may mean what it has not run", () => {
    expect(judge(checksOf([aCheck({ name: "lint" })], { suites: [waiting] }), named("li*")).missing).toEqual([missing]);
  });

  test.each([
    ["another App's suite", { app: "circle" }],
    ["a suite with runs in it", { runCount: 1 }],
    ["a suite that concluded otherwise", { conclusion: "startup_failure" }],
    ["a suite that goes on", { completed: false }],
  ])("is not taken for %s", (_, fields) => {
    const judged = judge(checksOf([aCheck()], { suites: [{ ...waiting, ...fields }] }));
    expect(judged.missing).not.toContainEqual(missing);
  });
});

describe("the latest run of a name", () => {
  const old = aCheck({ order: 1, conclusion: "failure" });
  const rerun = aCheck({ order: 2 });

  test.each([[[old, rerun]], [[rerun, old]]])("counts, in whichever order they are listed", (runs) => {
    expect(verdict(runs)).toBe("passed");
  });

  test("takes an earlier success back when it fails", () => {
    expect(verdict([aCheck({ order: 1 }), aCheck({ order: 2, conclusion: "failure" })])).toBe("failed");
  });

  test.each([
    ["app", { app: "circle" }],
    ["kind", { kind: "status" }],
    ["suite", { suiteId: 2 }],
  ] as const)("of another %s is another check", (_, fields) => {
    expect(verdict([old, aCheck({ order: 2, ...fields })])).toBe("failed");
  });
});

describe("two runs of a name in two suites", () => {
  const ci = { id: 1, name: "CI", event: "pull_request" };
  const suites = (first: ActionsWorkflow | null, second: ActionsWorkflow | null) => [
    aSuite({ id: 1, actionsWorkflow: first }),
    aSuite({ id: 2, actionsWorkflow: second }),
  ];
  const earlier = (conclusion: string) => aCheck({ order: 1, conclusion });
  const later = (fields: Partial<Check> = {}) => aCheck({ order: 2, suiteId: 2, ...fields });

  test.each([
    ["failure", "an earlier run of the same workflow for the same event is replaced", ci, ci, "passed"],
    ["failure", "another workflow must be good as well", ci, { ...ci, id: 2 }, "failed"],
    ["failure", "a run for another event must be good as well", ci, { ...ci, event: "push" }, "failed"],
    ["failure", "what nobody can tell apart must be good as well", null, null, "failed"],
    ["failure", "what is known of one says nothing of the other", ci, null, "failed"],
    ["cancelled", "what was cancelled for the same event is replaced", ci, ci, "passed"],
    ["cancelled", "what was cancelled for another event is replaced", { ...ci, event: "push" }, ci, "passed"],
    ["cancelled", "what was cancelled of another workflow is missing", { ...ci, id: 2 }, ci, "pending"],
    ["cancelled", "what was cancelled is replaced where nobody can tell them apart", null, null, "passed"],
  ] as const)("after a %s: %s", (conclusion, _, first, second, expected) => {
    const runs = [earlier(conclusion), later()];
    expect(judge(checksOf(runs, { suites: suites(first, second) })).verdict).toBe(expected);
    expect(judge(checksOf(runs.toReversed(), { suites: suites(first, second) })).verdict).toBe(expected);
    expect(judge(checksOf(runs, { suites: suites(first, second) }), named("build")).verdict).toBe(expected);
  });

  test.each([
    ["was skipped says nothing anew", { conclusion: "skipped" }, "failed"],
    ["still runs is waited for", { status: "in_progress", conclusion: null }, "pending"],
    ["failed fails", { conclusion: "failure" }, "failed"],
    ["is of another name replaces nothing", { name: "lint" }, "failed"],
    ["is of another App replaces nothing", { app: "circle" }, "failed"],
  ] as const)("a later one that %s", (_, fields, expected) => {
    expect(judge(checksOf([earlier("failure"), later(fields)], { suites: suites(ci, ci) })).verdict).toBe(expected);
  });

  test("the earlier one replaces nothing, whatever their numbers", () => {
    const runs = [aCheck({ order: 9 }), later({ order: 2, conclusion: "failure" })];
    expect(judge(checksOf(runs, { suites: suites(ci, ci) })).verdict).toBe("failed");
  });

  test("without their suites are taken for two checks", () => {
    expect(verdict([earlier("failure"), later()])).toBe("failed");
  });
});

describe("a suite that ended without a run", () => {
  const ci = { id: 1, name: "CI", event: "pull_request" };
  const url = "https://github.example/run/5";
  const ended = (fields: Partial<Suite> = {}) =>
    aSuite({ id: 5, conclusion: "startup_failure", runCount: 0, actionsWorkflow: ci, url, ...fields });
  const judgeWith = (suites: readonly Suite[], runs: readonly Check[] = [aCheck({ name: "lint" })], policy = all) =>
    judge(checksOf(runs, { suites: [aSuite(), ...suites] }), policy);

  test.each(["startup_failure", "failure", "timed_out"])("by %s fails, with its name and its place", (conclusion) => {
    const judged = judgeWith([ended({ conclusion })]);
    expect(judged.verdict).toBe("failed");
    expect(judged.failed).toMatchObject([{ id: "check_suite:5", kind: "check_suite", name: "CI", conclusion, url }]);
    expect(judged.missing).toMatchObject([{ kind: "check", name: "CI", status: "failed", url }]);
  });

  test("is no news where it sent the work back already", () => {
    const checks = checksOf([aCheck({ name: "lint" })], { suites: [ended()] });
    expect(judge(checks, all, ["check_suite:5"])).toMatchObject({ verdict: "pending", failed: [] });
  });

  test("is known by its App where nobody knows its workflow, and fails where nothing else is there", () => {
    const judged = judgeWith([ended({ actionsWorkflow: null })], []);
    expect(judged).toMatchObject({ verdict: "failed", failed: [{ name: "github-actions" }] });
    expect(judged.missing).toHaveLength(1);
  });

  test("because it was cancelled is waited for", () => {
    expect(judgeWith([ended({ conclusion: "cancelled" })])).toMatchObject({
      verdict: "pending",
      missing: [{ kind: "check", name: "CI", status: "blocked" }],
    });
  });

  test.each(["success", "neutral", "skipped", "stale"])("as %s means nothing", (conclusion) => {
    expect(judgeWith([ended({ conclusion })]).verdict).toBe("passed");
  });

  test("is replaced by a later run of its workflow", () => {
    const runs = [aCheck({ name: "lint" }), aCheck({ order: 2, suiteId: 6 })];
    const again = aSuite({ id: 6, actionsWorkflow: ci });
    expect(judgeWith([ended(), again], runs).verdict).toBe("passed");
    expect(judgeWith([ended(), { ...again, actionsWorkflow: { ...ci, id: 2 } }], runs).verdict).toBe("failed");
  });

  test("counts by the runs that are in it, where there are some", () => {
    expect(judgeWith([ended({ runCount: 1 })]).verdict).toBe("passed");
  });

  test("is told where the rules name a check that is absent and that Actions may report, and fails nothing", () => {
    expect(judgeWith([ended()], [], named("CI"))).toMatchObject({
      verdict: "pending",
      failed: [],
      missing: [
        { name: "CI", status: "absent" },
        { name: "CI", status: "failed", url },
      ],
    });
    expect(judgeWith([ended()], [], named("C*")).failed).toEqual([]);
    const ofCircle = aPolicy({ testing: { checks: [{ name: "build", app: "circle" }] } });
    expect(judgeWith([ended()], [], ofCircle).missing).toHaveLength(1);
    expect(judgeWith([ended({ app: "circle" })], [], named("build")).missing).toHaveLength(1);
  });

  test("is of no concern where all that the rules name is there", () => {
    expect(judgeWith([ended()], [aCheck()], named("build")).verdict).toBe("passed");
    expect(judgeWith([ended()], [aCheck()], named("bu*")).verdict).toBe("passed");
    expect(judgeWith([ended()], [aCheck()], named()).verdict).toBe("none");
  });
});

describe("what Actions workflows the suites are runs of", () => {
  const needs = (runs: readonly Check[], suites: readonly Suite[] = []) => needsActionsWorkflows({ runs, suites });
  const failed = aCheck({ conclusion: "failure" });
  const namesake = aCheck({ order: 2, suiteId: 2 });

  test.each([
    ["a failed run has a namesake in another suite", [failed, namesake], [], true],
    ["a cancelled run has", [aCheck({ conclusion: "cancelled" }), namesake], [], true],
    ["a suite ended badly without a run", [], [aSuite({ conclusion: "failure", runCount: 0 })], true],
    ["all namesakes passed", [aCheck(), namesake], [], false],
    ["a failed run is the only one of its name", [failed, aCheck({ order: 2, suiteId: 2, name: "lint" })], [], false],
    ["the other one is a commit status", [failed, aCheck({ kind: "status", suiteId: null })], [], false],
    ["it is another App's", [failed, namesake].map((run) => ({ ...run, app: "circle" })), [], false],
    ["the earlier one of the same suite failed", [failed, aCheck({ order: 2 })], [], false],
  ] as const)("matters or not where %s", (_, runs, suites, expected) => {
    expect(needs(runs, suites)).toBe(expected);
  });
});

describe("a failure that sent the work back already", () => {
  const bad = aCheck({ order: 5, conclusion: "failure" });

  test("does not do so again", () => {
    expect(judge(checksOf([bad]), all, [bad.id])).toMatchObject({
      verdict: "pending",
      failed: [],
      missing: [{ kind: "check", name: "build", status: "failed" }],
    });
  });

  test("does so again with its rerun", () => {
    expect(verdict([bad, aCheck({ order: 6, conclusion: "failure" })], all, [bad.id])).toBe("failed");
  });

  test("is forgiven when its rerun passes", () => {
    expect(verdict([bad, aCheck({ order: 6 })], all, [bad.id])).toBe("passed");
  });
});

describe("evidence", () => {
  test("of another commit is none", () => {
    const judged = judge(checksOf([aCheck()], { headSha: otherHead }));
    expect(judged).toMatchObject({ verdict: "pending", judged: [], missing: [{ kind: "any_check" }] });
  });

  test("that was not read passes nothing and fails nothing", () => {
    expect(judge(null).verdict).toBe("pending");
    expect(judge(null, named("build")).missing).toEqual([
      { kind: "check", name: "build", app: null, status: "absent", url: null },
    ]);
  });
});

const someRuns = fc.array(
  fc.record({
    order: fc.nat(20),
    suiteId: fc.constantFrom(1, 2, null),
    name: fc.constantFrom("build", "lint", "test / a"),
    app: fc.constantFrom("github-actions", "circle"),
    status: fc.constantFrom("queued", "in_progress", "completed" as const),
    conclusion: fc.constantFrom(...conclusions.map(([conclusion]) => conclusion)),
  }),
  { maxLength: 8 },
);

test("checks pass exactly if nothing is missing, and fail only with a new failure", () => {
  const policies = fc.constantFrom(all, named("build"), named("test / *", "lint"), named());
  fc.assert(
    fc.property(
      someRuns,
      policies,
      fc.array(fc.constantFrom("check_run:1", "check_run:2")),
      fc.record({ runCount: fc.nat(1), conclusion: fc.constantFrom("success", "cancelled", "startup_failure") }),
      (fields, policy, known, ended) => {
        const runs = fields.map((field) => aCheck({ ...field, id: `check_run:${String(field.order)}` }));
        const suites = [aSuite(), aSuite({ id: 2 }), aSuite({ id: 3, ...ended })];
        const judged = judge({ readAt: at(1000), headSha: head, runs, suites }, policy, known);
        if (judged.verdict === "passed") expect(judged.missing).toEqual([]);
        if (judged.verdict === "pending") expect(judged.missing).not.toEqual([]);
        expect(judged.verdict === "failed").toBe(judged.failed.length > 0);
        expect(judged.failed.some((run) => known.some((id) => id === run.id))).toBe(false);
      },
    ),
  );
});
