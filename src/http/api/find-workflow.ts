import type { Context } from "hono";
import { loadWorkflow } from "../../store/load-workflow.ts";
import type { StoredWorkflow } from "../../store/workflow-row.ts";
import type { ApiEnv, ApiPorts } from "./api.ts";
import { keepClaim } from "./keep-claim.ts";
import { notFound } from "./problem.ts";

/**
 * The workflow that an address names. Whoever asks for one that they have taken on shows that they are there. One of a repository that
 * the token is not good for is as good as none.
 */
export async function findWorkflow(
  { world }: Pick<ApiPorts, "world">,
  context: Context<ApiEnv>,
  id: string,
): Promise<StoredWorkflow> {
  const stored = await loadWorkflow(world.db, id);
  if (stored === null || !context.get("token").repositoryIds.includes(stored.workflow.repositoryId)) {
    throw notFound("workflow");
  }
  return { ...stored, workflow: await keepClaim(world, stored.workflow, context.get("token")) };
}
