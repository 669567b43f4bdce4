import { createRoute, z } from "@hono/zod-openapi";
import { actorOf } from "./acting.ts";
import { changes, takes } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { changes as examples } from "./examples/changes.ts";
import { changeWorkflow } from "./change-workflow.ts";
import { givenState, state, text, time, workflowParams } from "./schemas.ts";

const body = z.strictObject({ target_state: givenState, reason: text(10_000).min(1) }).openapi("Rollback");

const answer = z
  .object({
    workflow_id: z.uuid(),
    rollback_successful: z.boolean(),
    previous_state: state,
    new_state: state,
    reason: z.string(),
    rolled_back_by: z.string().openapi({ description: "The token's name" }),
    timestamp: time,
  })
  .openapi("RolledBack");

const route = createRoute({
  method: "post",
  path: "/api/workflows/{workflow_id}/rollback",
  operationId: "rollbackWorkflow",
  summary: "Go back to an earlier state",
  description: "To any earlier state that the workflow has been in. Takes the scope `operator`.",
  tags: ["Workflows"],
  request: { params: workflowParams, body: takes(body, examples.rollback.request) },
  responses: changes(answer, "The state that came of it", examples.rollback.answer),
});

export function addRollback(api: Api, ports: ApiPorts): void {
  api.openapi(route, async (context) => {
    const { target_state: target, reason } = context.req.valid("json");
    const by = actorOf(context.get("token"));
    const { workflow, handoff, at } = await changeWorkflow(ports, context, {
      id: context.req.valid("param").workflow_id,
      by,
      kind: "rollback",
      wish: (_newest, now) => ({ kind: "rollback", target, reason, at: now }),
    });
    return context.json(
      {
        workflow_id: workflow.id,
        rollback_successful: true,
        previous_state: handoff?.fromState ?? workflow.currentState,
        new_state: handoff?.toState ?? target,
        reason,
        rolled_back_by: handoff?.by.login ?? by.login,
        timestamp: (handoff?.at ?? at).toISOString(),
      },
      200,
    );
  });
}
