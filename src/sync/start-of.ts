import type { IntentOf } from "../workflow/intent.ts";
import type { Turn } from "./context.ts";

/** The start of a relay that is described by its pull request. */
export function startOf(
  { context, lease }: Turn,
  way: NonNullable<IntentOf<"start">["way"]>,
  at: Date,
): Omit<IntentOf<"start">, "by"> {
  const { repositoryId, pullNumber } = lease;
  const workflowId = context.world.newId();
  return {
    kind: "start",
    way,
    workflowId,
    repositoryId,
    pullNumber,
    buildId: null,
    requirements: null,
    metadata: {},
    at,
  };
}
