import { z } from "zod";
import { jsonProblem, type JsonProblem } from "./json-problem.ts";
import { isPlainObject } from "./storable.ts";
import type { Phase } from "./states.ts";

/** A phase result that passed its schema: plain JSON. */
export type PhaseResult = Readonly<Record<string, unknown>>;

/** Teams write lists as lines, as arrays or as objects; all of it is taken. */
const prose = z.union([z.string(), z.array(z.unknown()), z.record(z.string(), z.unknown())], {
  error: "must be text, a list or an object",
});

/** Only the JSON values true and false: the text "false" would otherwise read as a success. */
const verdict = z.boolean({ error: "must be true or false" }).describe("false refuses to complete the phase");

/** What each phase hands on: the known keys, all optional. Others are let through. `z.toJSONSchema` describes them. */
export const phaseResultSchemas = {
  discovery: z.looseObject({
    requirements: prose.optional().describe("What the build must do"),
    constraints: prose.optional().describe("What limits the solution"),
    risks: prose.optional().describe("What may go wrong"),
    open_questions: prose.optional().describe("What is not decided yet"),
  }),
  planning: z.looseObject({
    plan: prose.optional().describe("The steps of the implementation"),
    requirements: prose.optional().describe("The requirements as the plan reads them"),
    success_criteria: prose.optional().describe("How to tell that the build is done"),
  }),
  implementation: z.looseObject({
    code: prose.optional().describe("What was written, and where"),
    test_cases: prose.optional().describe("The tests that go with it"),
    documentation: prose.optional().describe("The documentation that goes with it"),
    technical_notes: prose.optional().describe("What the tester should know"),
  }),
  testing: z.looseObject({
    all_tests_passed: verdict.optional(),
    test_coverage: z
      .union([z.number().min(0).max(100), z.string()], { error: "must be a percentage from 0 to 100, or text" })
      .optional()
      .describe("Coverage in percent, 0 to 100, or in words"),
    test_results: prose.optional().describe("What was run and how it ended"),
    notes: prose.optional().describe("What the verifier should know"),
  }),
  verification: z.looseObject({
    approved_for_deployment: verdict.optional(),
    verification_report: prose.optional().describe("What was checked and found"),
    recommendations: prose.optional().describe("What should be done, now or later"),
    notes: prose.optional().describe("What the release manager should know"),
  }),
  deployment: z.looseObject({
    deployment_successful: verdict.optional(),
    deployed_at: z.iso
      .datetime({ offset: true, local: true, error: "must be a time in ISO 8601, as in 2026-01-31T12:00:00Z" })
      .optional()
      .describe("When it went live, ISO 8601"),
    version: z
      .union([z.string(), z.number()], { error: "must be text or a number" })
      .optional()
      .describe("The version that is live"),
    deployment_notes: prose.optional().describe("What happened on the way"),
    monitoring_status: prose.optional().describe("What the monitoring says since"),
  }),
} as const satisfies Record<Phase, z.ZodType>;

/** The key of a phase's result that says whether the phase succeeded; `false` refuses to complete it. */
export const verdictKeys: Readonly<Partial<Record<Phase, string>>> = {
  testing: "all_tests_passed",
  verification: "approved_for_deployment",
  deployment: "deployment_successful",
};

export type ParsedPhaseResult =
  | { readonly ok: true; readonly result: PhaseResult }
  | { readonly ok: false; readonly problems: readonly JsonProblem[] };

/** Takes a phase result that somebody gave: a JSON object that Postgres can hold and whose known keys are well typed. */
export function parsePhaseResult(phase: Phase, given: unknown): ParsedPhaseResult {
  if (!isPlainObject(given)) return { ok: false, problems: [{ path: "", problem: "must be a JSON object" }] };
  const unfit = jsonProblem(given);
  if (unfit !== null) return { ok: false, problems: [unfit] };
  const parsed = phaseResultSchemas[phase].safeParse(given);
  if (parsed.success) return { ok: true, result: JSON.parse(JSON.stringify(given)) as PhaseResult };
  return { ok: false, problems: parsed.error.issues.map(toProblem) };
}

function toProblem({ path, message }: z.core.$ZodIssue): JsonProblem {
  // Known keys lie at the top, so a path is one key.
  return { path: path.map(String).join("."), problem: message };
}
