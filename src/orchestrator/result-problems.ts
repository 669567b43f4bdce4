import type { RuleSnapshot } from "../rules/snapshot.ts";
import { isFact } from "../workflow/authority.ts";
import type { Intent } from "../workflow/intent.ts";
import type { JsonProblem } from "../workflow/json-problem.ts";
import { isPhase } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";
import type { World } from "./ports.ts";

interface Judged {
  readonly workflow: Workflow | null;
  readonly intent: Intent;
  /** The rules that the workflow was pinned to. */
  readonly snapshot: RuleSnapshot | null;
}

/**
 * Where the result that completes a phase does not match the JSON Schema that the workflow was pinned to; empty where it does
 * and where nothing is asked of it. Who gives none gives an empty one. What GitHub shows by itself (checks that passed,
 * approvals, a deployment, a merge) is not held against a schema: nobody would be there to give another result.
 */
export async function resultProblems(
  { checkResult }: Pick<World, "checkResult">,
  { workflow, intent, snapshot }: Judged,
): Promise<readonly JsonProblem[]> {
  if (workflow === null || intent.kind !== "advance" || isFact(intent.by)) return [];
  const phase = workflow.currentState;
  const schema = isPhase(phase) ? snapshot?.schemas[phase] : undefined;
  return schema === undefined ? [] : checkResult(intent.result ?? {}, schema);
}
