import { createRoute, z } from "@hono/zod-openapi";
import { findRepository } from "../../store/tokens/find-repository.ts";
import { listWorkflows } from "../../store/list-workflows.ts";
import { roles } from "../../workflow/roles.ts";
import { stateFacts, states } from "../../workflow/states.ts";
import { reads } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { readings } from "./examples/readings.ts";
import { fromCursor, toCursor } from "./cursor.ts";
import { notFound } from "./problem.ts";
import { cursorQuery, givenRole, givenState, limitQuery, status, workflowSummary } from "./schemas.ts";
import { toSummary } from "./wire.ts";

const query = z.strictObject({
  project_id: z.string().min(1).max(200).optional().openapi({ description: "`owner/repo` or its numeric id" }),
  pull_number: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .optional()
    .openapi({ type: "integer", minimum: 1, maximum: 2_147_483_647 }),
  status: status.optional(),
  state: givenState.optional(),
  role: givenRole.optional().openapi({ type: "string", enum: [...roles], description: "Whose turn it is" }),
  limit: limitQuery(100, 20),
  cursor: cursorQuery,
});

const answer = z
  .object({
    workflows: z.array(workflowSummary).openapi({ description: "Newest first" }),
    next_cursor: z.string().nullable(),
  })
  .openapi("Workflows");

const route = createRoute({
  method: "get",
  path: "/api/workflows",
  operationId: "listWorkflows",
  summary: "The workflows of the token's repositories",
  tags: ["Workflows"],
  request: { query },
  responses: reads(answer, "A page of them", readings.list),
});

const mark = z.tuple([z.iso.datetime(), z.uuid()]);

export function addList(api: Api, { world }: ApiPorts): void {
  api.openapi(route, async (context) => {
    const given = context.req.valid("query");
    const { repositoryIds } = context.get("token");
    const after = fromCursor(given.cursor, mark);
    const { workflows, isLast } = await listWorkflows(world.db, {
      repositoryIds: given.project_id === undefined ? repositoryIds : [await idOf(given.project_id)],
      pullNumber: given.pull_number ?? null,
      status: given.status ?? null,
      states: statesOf(given.state, given.role),
      after: after === undefined ? null : { createdAt: new Date(after[0]), id: after[1] },
      limit: given.limit,
    });
    const last = workflows.at(-1);
    const next = isLast || last === undefined ? null : toCursor([last.createdAt.toISOString(), last.id]);
    return context.json(
      { workflows: workflows.map((each) => toSummary(each, context.get("token"))), next_cursor: next },
      200,
    );

    async function idOf(project: string): Promise<number> {
      const repository = await findRepository(world.db, project, repositoryIds);
      if (repository === null) throw notFound("repository");
      return repository.id;
    }
  });
}

/** The states that are asked for; null: any. A handoff is its receiver's turn. */
function statesOf(state: z.output<typeof givenState> | undefined, role: z.output<typeof givenRole> | undefined) {
  if (state === undefined && role === undefined) return null;
  return states.filter((each) => {
    const { holder, nextRole } = stateFacts[each];
    return (state === undefined || each === state) && (role === undefined || (nextRole ?? holder) === role);
  });
}
