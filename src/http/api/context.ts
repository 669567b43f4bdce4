import { randomBytes } from "node:crypto";
import { createRoute, z } from "@hono/zod-openapi";
import { pinnedRules } from "../../orchestrator/pinned-rules.ts";
import type { OwnSchemas } from "../../prompts/prompt-parts.ts";
import { renderContext } from "../../prompts/render-context.ts";
import { renderRolePrompt } from "../../prompts/render-role-prompt.ts";
import type { RuleSnapshot } from "../../rules/snapshot.ts";
import { findHandoff } from "../../store/find-handoff.ts";
import { loadPull } from "../../store/load-pull.ts";
import { loadToldHandoffs } from "../../store/told-handoffs.ts";
import { handoffData } from "../../workflow/handoff-data.ts";
import { roles } from "../../workflow/roles.ts";
import { standingOf } from "../../workflow/standing.ts";
import { phases } from "../../workflow/states.ts";
import { reads } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { readings } from "./examples/readings.ts";
import { findWorkflow } from "./find-workflow.ts";
import { notFound } from "./problem.ts";
import { givenRole, jsonObject, role, standing, state, workflowParams } from "./schemas.ts";

const answer = z
  .object({
    workflow_id: z.uuid(),
    role,
    current_state: state,
    standing,
    system_prompt: z
      .string()
      .openapi({ description: "The role's prompt: the same for every workflow of a repository" }),
    context_message: z
      .string()
      .openapi({ description: "This workflow, for this role; what came from others is marked in it" }),
    handoff_data: jsonObject.openapi({ description: "What was passed on last, whole; untrusted data" }),
  })
  .openapi("Context");

const route = createRoute({
  method: "get",
  path: "/api/workflows/{workflow_id}/context",
  operationId: "getContext",
  summary: "What a role is told: its prompt, where the workflow is, and what was handed on",
  tags: ["Agents"],
  request: {
    params: workflowParams,
    query: z.strictObject({ role: givenRole.openapi({ type: "string", enum: [...roles], example: "code_writer" }) }),
  },
  responses: reads(answer, "Prompt, context and handoff data", readings.context),
});

/** Far more than a workflow has, unless it goes round in circles. */
const handoffsTold = 60;

export function addContext(api: Api, ports: ApiPorts): void {
  const { world, serverUrl, publicUrl } = ports;
  api.openapi(route, async (context) => {
    const { role } = context.req.valid("query");
    const stored = await findWorkflow(ports, context, context.req.valid("param").workflow_id);
    const { workflow, handoffSeq } = stored;
    const { repositoryId, pullNumber, id } = workflow;
    const [pull, handoffs, last, rules] = await Promise.all([
      loadPull(world.db, { repositoryId, pullNumber }),
      loadToldHandoffs(world.db, id, handoffsTold),
      findHandoff(world.db, id, handoffSeq),
      pinnedRules(world.db, stored),
    ]);
    if (pull === null) throw notFound("pull request");
    const message = renderContext({
      role,
      workflow,
      handoffs,
      fullName: pull.repository.fullName,
      serverUrl,
      batonUrl: publicUrl,
      pull: pull.pull.evidence.pull,
      boundary: randomBytes(boundaryBytes).toString("hex"),
    });
    return context.json(
      {
        workflow_id: id,
        role,
        current_state: workflow.currentState,
        standing: standingOf(workflow, role).kind,
        system_prompt: renderRolePrompt({ role, own: rules?.prompts[role] ?? null, schemas: ownSchemas(rules) }),
        context_message: message,
        handoff_data: last?.data ?? handoffData(workflow, world.now(), null),
      },
      200,
    );
  });
}

const boundaryBytes = 12;

/** The repository's demands on results, each with the file that it stands in. */
function ownSchemas(rules: RuleSnapshot | null): OwnSchemas {
  if (rules === null) return {};
  const files = rules.rules["handoff-schemas"];
  const found = phases.flatMap((phase) => {
    const path = files[phase];
    return path === undefined ? [] : [[phase, { path, schema: rules.schemas[phase] }] as const];
  });
  return Object.fromEntries(found);
}
