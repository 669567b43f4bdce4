import { createRoute, z } from "@hono/zod-openapi";
import { listWorkflows } from "../../store/list-workflows.ts";
import { deadlineOf } from "../../workflow/deadline.ts";
import type { Token } from "../../store/tokens/token.ts";
import { instructions } from "../../workflow/instructions.ts";
import type { Role } from "../../workflow/roles.ts";
import { standingOf } from "../../workflow/standing.ts";
import { stateFacts, states } from "../../workflow/states.ts";
import type { Workflow } from "../../workflow/workflow.ts";
import { reads } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { readings } from "./examples/readings.ts";
import { fromCursor, toCursor } from "./cursor.ts";
import { cursorQuery, limitQuery, role, standing, time, workflowSummary } from "./schemas.ts";
import { toSummary } from "./wire.ts";

const item = workflowSummary
  .extend({
    role: role.openapi({ description: "The role of the token that has to act" }),
    standing,
    task: z.string(),
    deadline: time.nullable(),
  })
  .openapi("WorkItem");

const answer = z
  .object({
    work: z.array(item).openapi({ description: "Newest workflow first" }),
    next_cursor: z.string().nullable().openapi({ description: "A page can be empty and have another behind it" }),
  })
  .openapi("Work");

const route = createRoute({
  method: "get",
  path: "/api/work",
  operationId: "listWork",
  summary: "The open workflows in which it is the turn of one of the token's roles",
  tags: ["Agents"],
  request: { query: z.strictObject({ limit: limitQuery(100, 20), cursor: cursorQuery }) },
  responses: reads(answer, "A page of it", readings.work),
});

const mark = z.tuple([z.iso.datetime(), z.uuid()]);

export function addWork(api: Api, { world }: ApiPorts): void {
  api.openapi(route, async (context) => {
    const { limit, cursor } = context.req.valid("query");
    const token = context.get("token");
    const { repositoryIds, roles } = token;
    const after = fromCursor(cursor, mark);
    const { workflows, isLast } = await listWorkflows(world.db, {
      repositoryIds,
      pullNumber: null,
      status: "open",
      states: statesFor(roles),
      after: after === undefined ? null : { createdAt: new Date(after[0]), id: after[1] },
      limit,
    });
    const last = workflows.at(-1);
    const next = isLast || last === undefined ? null : toCursor([last.createdAt.toISOString(), last.id]);
    return context.json({ work: workflows.flatMap((workflow) => itemsFor(workflow, token)), next_cursor: next }, 200);
  });
}

/** What failed may wait for any role. */
function statesFor(held: readonly Role[]) {
  return states.filter((state) => {
    const { holder, nextRole } = stateFacts[state];
    const actor = nextRole ?? holder;
    return state === "error" || (actor !== null && held.includes(actor));
  });
}

function itemsFor(workflow: Workflow, token: Token) {
  return token.roles.flatMap((role) => {
    const { kind } = standingOf(workflow, role);
    if (kind === "wait" || kind === "held") return [];
    const deadline = deadlineOf(workflow)?.toISOString() ?? null;
    return [
      { ...toSummary(workflow, token), role, standing: kind, task: instructions[workflow.currentState], deadline },
    ];
  });
}
