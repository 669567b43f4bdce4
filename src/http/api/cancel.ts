import { createRoute, z } from "@hono/zod-openapi";
import { actorOf } from "./acting.ts";
import { changes, takes } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { changes as examples } from "./examples/changes.ts";
import { changeWorkflow } from "./change-workflow.ts";
import { state, status, text, time, workflowParams } from "./schemas.ts";

const body = z.strictObject({ reason: text(10_000).min(1).optional() }).openapi("Cancel");

const answer = z
  .object({ workflow_id: z.uuid(), status, previous_state: state, reason: z.string().nullable(), timestamp: time })
  .openapi("Cancelled");

const route = createRoute({
  method: "post",
  path: "/api/workflows/{workflow_id}/cancel",
  operationId: "cancelWorkflow",
  summary: "End a workflow for good",
  description: "Takes the scope `operator`.",
  tags: ["Workflows"],
  request: { params: workflowParams, body: takes(body, examples.cancel.request) },
  responses: changes(answer, "It is over", examples.cancel.answer),
});

export function addCancel(api: Api, ports: ApiPorts): void {
  api.openapi(route, async (context) => {
    const { reason = null } = context.req.valid("json");
    const { workflow, moves, at } = await changeWorkflow(ports, context, {
      id: context.req.valid("param").workflow_id,
      by: actorOf(context.get("token")),
      kind: "cancel",
      wish: (_newest, now) => ({ kind: "cancel", reason, at: now }),
    });
    const [move] = moves;
    return context.json(
      {
        workflow_id: workflow.id,
        status: "cancelled" as const,
        previous_state: workflow.currentState,
        reason,
        timestamp: (move?.event.at ?? at).toISOString(),
      },
      200,
    );
  });
}
