import { createRoute, z } from "@hono/zod-openapi";
import { findHandoff } from "../../store/find-handoff.ts";
import { reads } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { readings } from "./examples/readings.ts";
import { findWorkflow } from "./find-workflow.ts";
import { notFound } from "./problem.ts";
import { handoff, workflowParams } from "./schemas.ts";
import { toHandoff } from "./wire.ts";

const answer = z.object({ workflow_id: z.uuid(), handoff }).openapi("OneHandoff");

const route = createRoute({
  method: "get",
  path: "/api/workflows/{workflow_id}/handoff",
  operationId: "getHandoff",
  summary: "One handoff, with all that was passed on",
  tags: ["Agents"],
  request: {
    params: workflowParams,
    query: z.strictObject({
      seq: z.coerce.number().int().min(1).max(2_147_483_647).optional().openapi({
        type: "integer",
        minimum: 1,
        maximum: 2_147_483_647,
        description: "Its number in the history; the last one unless given",
      }),
    }),
  },
  responses: reads(answer, "The handoff", readings.handoff),
});

export function addHandoff(api: Api, ports: ApiPorts): void {
  api.openapi(route, async (context) => {
    const { workflow, handoffSeq } = await findWorkflow(ports, context, context.req.valid("param").workflow_id);
    const found = await findHandoff(ports.world.db, workflow.id, context.req.valid("query").seq ?? handoffSeq);
    if (found === null) throw notFound("handoff");
    return context.json({ workflow_id: workflow.id, handoff: toHandoff(found) }, 200);
  });
}
