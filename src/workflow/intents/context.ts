import { allowedIntents, start } from "../allowed.ts";
import type { Decision, Missing, Move, RefusalReason } from "../decision.ts";
import type { Evidence } from "../evidence.ts";
import type { IntentKind, IntentOf } from "../intent.ts";
import type { JsonProblem } from "../json-problem.ts";
import type { Policy } from "../policy.ts";
import type { Hold, Workflow } from "../workflow.ts";

/** What an intent is judged on. */
export interface Context<Kind extends IntentKind> {
  readonly workflow: Workflow;
  readonly intent: IntentOf<Kind>;
  readonly policy: Policy;
  readonly rulesDigest?: string | null;
  readonly rulesAreBroken?: boolean;
  readonly evidence: Evidence;
  readonly now: Date;
  readonly resultProblems?: readonly JsonProblem[];
}

type Refusing = Pick<Context<IntentKind>, "intent"> & { readonly workflow: Workflow | null };

export function refuse(
  { workflow, intent }: Refusing,
  reason: RefusalReason,
  missing: readonly Missing[] = [],
): Decision {
  const state = workflow?.currentState ?? null;
  const allowed = workflow === null ? [start] : allowedIntents(workflow);
  return { outcome: "refused", refusal: { reason, intent: intent.kind, state, missing, allowed } };
}

/** A decision to change the workflow: one save, whatever it takes. */
export function moved(
  { workflow: before, now }: Pick<Context<IntentKind>, "workflow" | "now">,
  after: Workflow,
  moves: readonly Move[],
): Decision {
  return { outcome: "moved", workflow: { ...after, version: before.version + 1, updatedAt: now }, moves };
}

export function missingUnhold({ by, reason }: Hold): Missing {
  return { kind: "unhold", by, reason };
}
