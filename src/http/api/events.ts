import { createRoute, z } from "@hono/zod-openapi";
import { loadEvents } from "../../store/events-page.ts";
import { eventTypes } from "../../workflow/decision.ts";
import { reads } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { readings } from "./examples/readings.ts";
import { fromCursor, toCursor } from "./cursor.ts";
import { findWorkflow } from "./find-workflow.ts";
import { actor, cursorQuery, jsonObject, limitQuery, time, workflowParams } from "./schemas.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const event = z
  .object({
    seq: z.int(),
    event_type: z.enum(eventTypes),
    triggered_by: actor,
    cause: z.string(),
    event_data: jsonObject,
    handoff_seq: z.int().nullable(),
    timestamp: time,
    prev_hash: hash,
    hash,
  })
  .openapi("Event");

const answer = z
  .object({
    workflow_id: z.uuid(),
    event_count: z.int().openapi({ description: "Of all pages" }),
    events: z.array(event).openapi({ description: "Oldest first" }),
    next_cursor: z.string().nullable(),
  })
  .openapi("Events");

const route = createRoute({
  method: "get",
  path: "/api/workflows/{workflow_id}/events",
  operationId: "getWorkflowEvents",
  summary: "The audit record: each event is bound to the one before by its hash",
  tags: ["Workflows"],
  request: { params: workflowParams, query: z.strictObject({ limit: limitQuery(100, 50), cursor: cursorQuery }) },
  responses: reads(answer, "A page of it", readings.events),
});

const mark = z.int().min(0).max(2_147_483_647);

export function addEvents(api: Api, ports: ApiPorts): void {
  api.openapi(route, async (context) => {
    const { limit, cursor } = context.req.valid("query");
    const { workflow, eventSeq } = await findWorkflow(ports, context, context.req.valid("param").workflow_id);
    const after = fromCursor(cursor, mark) ?? 0;
    const { events, nextCursor } = await loadEvents(ports.world.db, workflow.id, { after, limit });
    return context.json(
      {
        workflow_id: workflow.id,
        event_count: eventSeq,
        events: events.map(({ event, handoffSeq, prevHash, hash }) => ({
          seq: event.seq,
          event_type: event.type,
          triggered_by: { ...event.by },
          cause: event.cause,
          event_data: event.data,
          handoff_seq: handoffSeq,
          timestamp: event.at.toISOString(),
          prev_hash: prevHash.toString("hex"),
          hash: hash.toString("hex"),
        })),
        next_cursor: nextCursor === null ? null : toCursor(nextCursor),
      },
      200,
    );
  });
}
