import type { Context } from "hono";
import { loadWorkflow } from "../../store/load-workflow.ts";
import type { StoredWorkflow } from "../../store/workflow-row.ts";
import type { Refusal } from "../../workflow/decision.ts";
import type { IntentKind } from "../../workflow/intent.ts";
import type { Workflow } from "../../workflow/workflow.ts";
import type { ApiEnv, ApiPorts } from "./api.ts";
import { notFound } from "./problem.ts";

/** The workflow that an address names. One of a repository that the token is not good for is as good as none. */
export async function findWorkflow(
  { world }: Pick<ApiPorts, "world">,
  context: Context<ApiEnv>,
  id: string,
): Promise<StoredWorkflow> {
  const stored = await loadWorkflow(world.db, id);
  if (stored === null || !context.get("token").repositoryIds.includes(stored.workflow.repositoryId)) {
    throw notFound("workflow");
  }
  return stored;
}

/** Requests go to the newest workflow of a pull request. One that named an older one meant something that is over. */
export function refuseOther(newest: Workflow | null, id: string, intent: IntentKind): Refusal | null {
  if (newest === null || newest.id === id) return null;
  return { reason: "finished", intent, state: null, missing: [], allowed: [] };
}
