import type { Context } from "hono";
import { applyIntent } from "../../orchestrator/apply-intent.ts";
import { findByCause, type RecordedChange } from "../../store/find-by-cause.ts";
import type { PullRef } from "../../store/pull-ref.ts";
import { want } from "../../store/want.ts";
import type { Actor } from "../../workflow/actor.ts";
import type { Refusal } from "../../workflow/decision.ts";
import type { Wish } from "../../workflow/intent.ts";
import type { Workflow } from "../../workflow/workflow.ts";
import type { ApiEnv, ApiPorts } from "./api.ts";
import { refusalProblem } from "./refusal-problem.ts";

export interface ChangeAsked {
  readonly ref: PullRef;
  readonly by: Actor;
  readonly intent: (workflow: Workflow | null) => Wish | Refusal;
}

/** What names the request: the same where it comes again. */
export function causeOf(context: Context<ApiEnv>): string {
  return `api:${context.get("token").id}:${context.get("requestKey")}`;
}

/**
 * Asks for a change through the one door, and has the pull request show it. What is answered is read back by the cause, so
 * that a request that comes again after a crash is answered as it would have been. A refusal is thrown as a problem.
 */
export async function change(
  { world }: ApiPorts,
  context: Context<ApiEnv>,
  { ref, by, intent }: ChangeAsked,
): Promise<RecordedChange> {
  const cause = causeOf(context);
  const outcome = await applyIntent(world, {
    ...{ ref, cause, delivery: null, intent },
    by: () => Promise.resolve(by),
    drafts: () => [],
  });
  if (outcome.result === "refused") throw refusalProblem(outcome.refusal);
  await want(world.db, ref, {});
  const recorded = await findByCause(world.db, cause);
  if (recorded === null) throw new Error(`What ${cause} changed is not recorded.`);
  return recorded;
}
