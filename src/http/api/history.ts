import { createRoute, z } from "@hono/zod-openapi";
import { loadHistory } from "../../store/history.ts";
import { reads } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { readings } from "./examples/readings.ts";
import { fromCursor, toCursor } from "./cursor.ts";
import { findWorkflow } from "./find-workflow.ts";
import { cursorQuery, handoff, limitQuery, workflowParams } from "./schemas.ts";
import { toHandoff } from "./wire.ts";

const answer = z
  .object({
    workflow_id: z.uuid(),
    handoff_count: z.int().openapi({ description: "Of all pages" }),
    handoffs: z.array(handoff).openapi({ description: "Oldest first" }),
    next_cursor: z.string().nullable(),
  })
  .openapi("History");

const route = createRoute({
  method: "get",
  path: "/api/workflows/{workflow_id}/history",
  operationId: "getWorkflowHistory",
  summary: "Every handoff, with what was passed on",
  tags: ["Workflows"],
  request: { params: workflowParams, query: z.strictObject({ limit: limitQuery(50, 20), cursor: cursorQuery }) },
  responses: reads(answer, "A page of it", readings.history),
});

const mark = z.int().min(0).max(2_147_483_647);

export function addHistory(api: Api, ports: ApiPorts): void {
  api.openapi(route, async (context) => {
    const { limit, cursor } = context.req.valid("query");
    const { workflow, handoffSeq } = await findWorkflow(ports, context, context.req.valid("param").workflow_id);
    const after = fromCursor(cursor, mark) ?? 0;
    const { handoffs, nextCursor } = await loadHistory(ports.world.db, workflow.id, { after, limit });
    return context.json(
      {
        workflow_id: workflow.id,
        // Numbered from one without gaps, and never deleted.
        handoff_count: handoffSeq,
        handoffs: handoffs.map(toHandoff),
        next_cursor: nextCursor === null ? null : toCursor(nextCursor),
      },
      200,
    );
  });
}
