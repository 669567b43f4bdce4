import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { z } from "zod";
import { parsePhaseResult, phaseResultSchemas, verdictKeys } from "../../src/workflow/phase-results.ts";
import { phases, type Phase } from "../../src/workflow/states.ts";

const complete: Readonly<Record<Phase, Record<string, unknown>>> = {
  discovery: {
    requirements: ["find by title", "find by author"],
    constraints: "no new service",
    risks: { load: "high" },
    open_questions: [],
  },
  planning: { plan: "1. index\n2. query", requirements: ["find"], success_criteria: [{ p95: "200 ms" }] },
  implementation: {
    code: { "src/search.ts": "added" },
    test_cases: ["finds"],
    documentation: "README",
    technical_notes: "",
  },
  testing: { all_tests_passed: true, test_coverage: 87.5, test_results: { unit: "ok" }, notes: "slow" },
  verification: { approved_for_deployment: true, verification_report: "fine", recommendations: [], notes: "none" },
  deployment: {
    deployment_successful: true,
    deployed_at: "2026-01-05T12:00:00Z",
    version: "1.4.0",
    deployment_notes: "quiet",
    monitoring_status: { errors: 0 },
  },
};

function problemsOf(phase: Phase, given: unknown) {
  const parsed = parsePhaseResult(phase, given);
  return parsed.ok ? [] : parsed.problems;
}

describe("a phase result", () => {
  test.each(phases)("of %s is taken with all its known keys, and is a dictionary afterwards", (phase) => {
    const parsed = parsePhaseResult(phase, complete[phase]);
    expect(parsed).toEqual({ ok: true, result: complete[phase] });
    expect(parsed.ok && Object.keys(parsed.result)).toEqual(Object.keys(complete[phase]));
  });

  test.each(phases)("of %s may be empty", (phase) => {
    expect(parsePhaseResult(phase, {})).toEqual({ ok: true, result: {} });
  });

  test.each(phases)("of %s keeps keys that nobody knows", (phase) => {
    const given = { ticket: 17, nested: { list: [1, null, false] } };
    expect(parsePhaseResult(phase, given)).toEqual({ ok: true, result: given });
  });

  test("is a copy, so that the giver cannot change it afterwards", () => {
    const given = { notes: ["a"] };
    const parsed = parsePhaseResult("testing", given);
    given.notes.push("b");
    expect(parsed).toEqual({ ok: true, result: { notes: ["a"] } });
  });

  test.each([["text"], [null], [undefined], [1], [[1]], [new Date(0)], [() => 1]])(
    "is refused where it is %s",
    (given) => {
      expect(problemsOf("planning", given)).toEqual([{ path: "", problem: "must be a JSON object" }]);
    },
  );

  test.each([
    ["testing", "all_tests_passed", "false", "must be true or false"],
    ["testing", "all_tests_passed", 1, "must be true or false"],
    ["verification", "approved_for_deployment", null, "must be true or false"],
    ["deployment", "deployment_successful", "yes", "must be true or false"],
    ["testing", "test_coverage", 101, "Too big: expected number to be <=100"],
    ["testing", "test_coverage", -1, "Too small: expected number to be >=0"],
    ["testing", "test_coverage", null, "must be a percentage from 0 to 100, or text"],
    ["deployment", "deployed_at", "yesterday", "must be a time in ISO 8601, as in 2026-01-31T12:00:00Z"],
    ["deployment", "version", true, "must be text or a number"],
    ["discovery", "requirements", 3, "must be text, a list or an object"],
    ["planning", "plan", false, "must be text, a list or an object"],
  ] as const)("of %s is refused where %s is %j", (phase, key, value, problem) => {
    expect(problemsOf(phase, { [key]: value })).toEqual([{ path: key, problem }]);
  });

  test.each([0, 100, 63.2, "about half"])("takes %s as test coverage", (test_coverage) => {
    expect(parsePhaseResult("testing", { test_coverage }).ok).toBe(true);
  });

  test.each(["2026-01-05T12:00:00Z", "2026-01-05T12:00:00.5+02:00", "2026-01-05T12:00:00"])(
    "takes %s as the time of a deployment",
    (deployed_at) => {
      expect(parsePhaseResult("deployment", { deployed_at }).ok).toBe(true);
    },
  );

  test("names every key that is wrong", () => {
    const problems = problemsOf("testing", { all_tests_passed: "no", test_coverage: 200 });
    expect(problems.map(({ path }) => path)).toEqual(["all_tests_passed", "test_coverage"]);
  });

  test("is refused where Postgres could not hold it", () => {
    expect(problemsOf("testing", { notes: "a\0b" })).toEqual([
      { path: "notes", problem: "contains NUL or half a surrogate pair, which cannot be stored" },
    ]);
  });

  test.each(phases)("of %s is described by a JSON Schema that lets other keys through", (phase) => {
    const schema = z.toJSONSchema(phaseResultSchemas[phase]);
    expect(schema.type).toBe("object");
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(complete[phase]));
    expect(schema.required).toBeUndefined();
    expect(schema.additionalProperties).toEqual({});
  });

  test("of the three judging phases has a key that says how it went", () => {
    expect(verdictKeys).toEqual({
      testing: "all_tests_passed",
      verification: "approved_for_deployment",
      deployment: "deployment_successful",
    });
  });

  test("is never thrown at, and what is taken survives JSON", () => {
    fc.assert(
      fc.property(fc.constantFrom(...phases), fc.anything({ withNullPrototype: true }), (phase, given) => {
        const parsed = parsePhaseResult(phase, given);
        if (parsed.ok) expect(JSON.parse(JSON.stringify(parsed.result))).toEqual(parsed.result);
        else expect(parsed.problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
