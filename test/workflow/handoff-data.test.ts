import { describe, expect, test } from "vitest";
import { handoffData } from "../../src/workflow/handoff-data.ts";
import { instructions } from "../../src/workflow/instructions.ts";
import type { State } from "../../src/workflow/states.ts";
import { states } from "../../src/workflow/states.ts";
import type { Workflow } from "../../src/workflow/workflow.ts";
import { aWorkflow, anIntent, at, failedIn, move, workflowIn } from "./support.ts";

const results: Workflow["results"] = {
  discovery: { requirements: ["find"], risks: "load" },
  planning: { plan: ["index", "query"], requirements: ["find by title"] },
  implementation: { code: "src/search.ts", test_cases: ["finds"], ticket: 9 },
  testing: { all_tests_passed: true, test_results: { unit: "ok" }, test_coverage: 88 },
  verification: { verification_report: "fine", approved_for_deployment: true },
  deployment: { deployment_successful: true },
};

const onceIn = (currentState: State, fields: Partial<Workflow> = {}) => aWorkflow({ currentState, results, ...fields });

describe("the data of a handoff", () => {
  test.each(states)("into %s names the workflow, the state, the time and what is to be done", (state) => {
    expect(handoffData(onceIn(state), at(42), null)).toMatchObject({
      workflow_id: "01900000-0000-7000-8000-000000000001",
      current_phase: state,
      handoff_timestamp: "2026-01-05T12:00:42.000Z",
      instructions: instructions[state],
    });
  });

  test.each([
    ["planning", "discovery", { requirements: ["find"] }],
    ["handoff_to_coder", "planning", { implementation_plan: ["index", "query"], requirements: ["find by title"] }],
    ["implementation", "planning", { implementation_plan: ["index", "query"], requirements: ["find by title"] }],
    ["handoff_to_tester", "implementation", { code: "src/search.ts", test_cases: ["finds"] }],
    ["testing", "implementation", { code: "src/search.ts", test_cases: ["finds"] }],
    ["handoff_to_verifier", "testing", { test_results: { unit: "ok" }, coverage: 88 }],
    ["verification", "testing", { test_results: { unit: "ok" }, coverage: 88 }],
    ["handoff_to_releaser", "verification", { verification_report: "fine", approved_for_deployment: true }],
    ["deployment", "verification", { verification_report: "fine", approved_for_deployment: true }],
    ["complete", "deployment", {}],
  ] as const)("into %s carries what %s gave", (state, giver, expected) => {
    const data = handoffData(onceIn(state), at(0), null);
    const always = ["workflow_id", "current_phase", "handoff_timestamp", "previous_phase_output", "instructions"];
    expect(data.previous_phase_output).toEqual(results[giver]);
    expect(data).toMatchObject(expected);
    expect(Object.keys(data)).toEqual([...always, ...Object.keys(expected)]);
  });

  test("into discovery carries nothing but what to do", () => {
    expect(handoffData(onceIn("discovery"), at(0), null).previous_phase_output).toBeNull();
  });

  test.each([
    ["planning", { requirements: "Add a search\n\nPeople look for things." }],
    ["implementation", { implementation_plan: null, requirements: "Add a search\n\nPeople look for things." }],
    ["testing", { code: null, test_cases: null }],
    ["verification", { test_results: null, coverage: null }],
    ["deployment", { verification_report: null, approved_for_deployment: null }],
  ] as const)(
    "into %s says so where nothing was given, and falls back on the requirements it began with",
    (state, expected) => {
      expect(handoffData(onceIn(state, { results: {} }), at(0), null)).toMatchObject({
        previous_phase_output: null,
        ...expected,
      });
    },
  );

  test("takes the requirements of discovery where the plan has none of its own", () => {
    const workflow = onceIn("implementation", { results: { ...results, planning: { plan: "p" } } });
    expect(handoffData(workflow, at(0), null)).toMatchObject({ requirements: ["find"] });
  });

  test("on the way back also says why, which attempt it is, and shows the evidence", () => {
    const findings = [
      { id: "review:1", kind: "review", name: "ann", outcome: "changes_requested", url: null, summary: "no tests" },
    ] as const;
    const data = move(workflowIn("verification"), anIntent("retry", { reason: "no tests", findings })).first.handoff
      ?.data;
    expect(data).toMatchObject({ retry_reason: "no tests", attempt: 2, evidence: findings });
  });

  test("into error says what failed, in which attempt, and keeps what was handed to the failed phase", () => {
    const failed = { ...failedIn("testing"), results };
    const data = handoffData(failed, at(0), { reason: "flaky", findings: [] });
    expect(data).toMatchObject({
      failure_reason: "flaky",
      attempt: 1,
      evidence: [],
      previous_phase_output: results.implementation,
    });
    expect(data).not.toHaveProperty("retry_reason");
  });

  test("counts no attempt of a phase that has no record", () => {
    const data = handoffData(onceIn("testing", { phaseRecords: {} }), at(0), { reason: null, findings: [] });
    expect(data).toMatchObject({ retry_reason: null, attempt: 0 });
  });
});

test("the instructions are a sentence or more for every state, and no two alike", () => {
  const texts = states.map((state) => instructions[state]);
  expect(texts.every((text) => /^[A-Z].{30,}\.$/.test(text))).toBe(true);
  expect(new Set(texts).size).toBe(states.length);
});
