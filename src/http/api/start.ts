import { createRoute, z } from "@hono/zod-openapi";
import { knowsPull, meetPull } from "../../store/meet-pull.ts";
import { findRepository, type Repository } from "../../store/tokens/find-repository.ts";
import { loadWorkflow } from "../../store/load-workflow.ts";
import { instructions } from "../../workflow/instructions.ts";
import { stateFacts } from "../../workflow/states.ts";
import { actorOf } from "./acting.ts";
import { creates } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { change } from "./change.ts";
import { notFound } from "./problem.ts";
import { jsonObject, projectParams, role, state, status, text } from "./schemas.ts";

const body = z
  .strictObject({
    pull_number: z.int().min(1).max(2_147_483_647).openapi({ example: 42 }),
    requirements: text(60_000).optional().openapi({ description: "The pull request's title and body unless given" }),
    build_id: text(200).min(1).optional().openapi({ description: "Yours; `pr-<number>` unless given" }),
    user_id: text(100)
      .min(1)
      .optional()
      .openapi({ description: "Who starts it, in your words; the token's name unless given" }),
    metadata: jsonObject.optional().openapi({ description: "Kept with the workflow; 256 KiB at most" }),
  })
  .openapi("Start");

const answer = z
  .object({
    workflow_id: z.uuid(),
    build_id: z.string(),
    initial_state: state,
    status,
    current_role: role.nullable(),
    next_role: role.nullable(),
    instructions: z.string(),
  })
  .openapi("Started");

const route = createRoute({
  method: "post",
  path: "/api/workflows/{project_id}/start",
  operationId: "startWorkflow",
  summary: "Start a workflow on a pull request",
  tags: ["Workflows"],
  request: { params: projectParams, body: { required: true, content: { "application/json": { schema: body } } } },
  responses: creates(answer, "It has started"),
});

export function addStart(api: Api, ports: ApiPorts): void {
  const { world } = ports;
  api.openapi(route, async (context) => {
    const token = context.get("token");
    const given = context.req.valid("json");
    const repository = await findRepository(world.db, context.req.valid("param").project_id, token.repositoryIds);
    if (repository === null) throw notFound("repository");
    await makeKnown(ports, repository, given.pull_number);
    const ref = { repositoryId: repository.id, pullNumber: given.pull_number };
    const started = await change(ports, context, {
      ref,
      by: actorOf(token),
      intent: () => ({
        kind: "start",
        workflowId: world.newId(),
        ...ref,
        buildId: given.build_id ?? null,
        requirements: given.requirements ?? null,
        metadata: given.metadata ?? {},
        ...(given.user_id === undefined ? {} : { userId: given.user_id }),
        at: world.now(),
      }),
    });
    const stored = await loadWorkflow(world.db, started.workflowId);
    if (stored === null) throw notFound("workflow");
    const { holder, nextRole } = stateFacts.discovery;
    return context.json(
      {
        workflow_id: started.workflowId,
        build_id: stored.workflow.buildId,
        initial_state: "discovery" as const,
        status: stored.workflow.status,
        current_role: holder,
        next_role: nextRole,
        instructions: instructions.discovery,
      },
      201,
    );
  });
}

/** A pull request that no webhook spoke of yet becomes known if GitHub has it. */
async function makeKnown({ world, hasPull }: ApiPorts, repository: Repository, pullNumber: number): Promise<void> {
  const ref = { repositoryId: repository.id, pullNumber };
  if (await knowsPull(world.db, ref)) return;
  if (!(await hasPull(repository, pullNumber))) throw notFound("pull request");
  await meetPull(world.db, ref);
}
