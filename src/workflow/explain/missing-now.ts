import type { Actor } from "../actor.ts";
import type { Missing } from "../decision.ts";
import type { Evidence } from "../evidence.ts";
import { blocksToLeave } from "../guards.ts";
import { lacksHead } from "../head.ts";
import { missingUnhold } from "../intents/context.ts";
import type { Policy } from "../policy.ts";
import { isPhase } from "../states.ts";
import type { Workflow } from "../workflow.ts";

/** What stands between the state and the next one, by the guards that would refuse the step. */
export function missingNow({
  workflow,
  policy,
  evidence,
}: {
  readonly workflow: Workflow;
  readonly policy: Policy;
  readonly evidence: Evidence;
}): readonly Missing[] {
  const { status, currentState: phase, hold } = workflow;
  if (status !== "open") return [];
  const held = hold === null ? [] : [missingUnhold(hold)];
  // The commit that is judged comes first: what is said of another one is of no use.
  const head = lacksHead(workflow, null, evidence.pull);
  if (head !== null) return [...held, head];
  const blocks = isPhase(phase) ? blocksToLeave({ phase, by: anybody, result: null, workflow, policy, evidence }) : [];
  return [...held, ...blocks.flatMap((block) => block.missing)];
}

/** A person of whom nothing is known: guards ask whether it is one, not who. */
const anybody: Actor = { kind: "user", id: null, login: "", permission: "none", roles: [] };
