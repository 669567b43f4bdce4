import type { JsonProblem } from "../workflow/json-problem.ts";
import type { PhaseResult } from "../workflow/phase-results.ts";
import type { SchemaChecker } from "./schema-checker.ts";

/**
 * Where a phase's result does not match the repository's JSON Schema; empty where it does. A schema that is wrong itself
 * refuses nothing: its repository learns of it when its rules are read, and nobody could give a result that mends it.
 */
export async function checkResult(
  checker: Pick<SchemaChecker, "ask">,
  result: PhaseResult,
  schema: unknown,
): Promise<readonly JsonProblem[]> {
  const answer = await checker.ask({ schema, value: result });
  switch (answer.kind) {
    case "valid":
    case "unusable":
      return [];
    case "invalid":
      return answer.problems;
    case "too_much":
      return [tooMuch];
  }
}

const tooMuch: JsonProblem = {
  path: "",
  problem: "could not be checked, because the JSON Schema of this repository takes too long with it",
};
