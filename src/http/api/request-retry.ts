import { createRoute, z } from "@hono/zod-openapi";
import { actorOf } from "./acting.ts";
import { changes, takes } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { changes as examples } from "./examples/changes.ts";
import { changeWorkflow } from "./change-workflow.ts";
import { givenFence, givenPhase, state, text, time, workflowParams } from "./schemas.ts";

const body = z
  .strictObject({
    reason: text(10_000).min(1),
    fence: givenFence,
    phase: givenPhase.optional().openapi({ description: "Only in error: the phase to take up again" }),
  })
  .openapi("RequestRetry");

const answer = z
  .object({
    workflow_id: z.uuid(),
    retry_requested: z.boolean(),
    previous_state: state,
    new_state: state.openapi({ description: "`error` where the retry was one too many" }),
    reason: z.string(),
    timestamp: time,
  })
  .openapi("RetryRequested");

const route = createRoute({
  method: "post",
  path: "/api/workflows/{workflow_id}/request-retry",
  operationId: "requestRetry",
  summary: "Send the work back",
  description: "From testing and verification back to implementation; from error to the phase that failed.",
  tags: ["Workflows"],
  request: { params: workflowParams, body: takes(body, examples.retry.request) },
  responses: changes(answer, "The state that came of it", examples.retry.answer),
});

export function addRequestRetry(api: Api, ports: ApiPorts): void {
  api.openapi(route, async (context) => {
    const { reason, phase = null, fence = null } = context.req.valid("json");
    const { workflow, handoff, at } = await changeWorkflow(ports, context, {
      id: context.req.valid("param").workflow_id,
      by: actorOf(context.get("token")),
      kind: "retry",
      wish: (_newest, now) => ({ kind: "retry", reason, phase, fence, findings: [], at: now }),
    });
    return context.json(
      {
        workflow_id: workflow.id,
        retry_requested: true,
        previous_state: handoff?.fromState ?? workflow.currentState,
        new_state: handoff?.toState ?? workflow.currentState,
        reason,
        timestamp: (handoff?.at ?? at).toISOString(),
      },
      200,
    );
  });
}
