import { createRoute, z } from "@hono/zod-openapi";
import { findRepository } from "../../store/tokens/find-repository.ts";
import { loadWorkflow } from "../../store/load-workflow.ts";
import { decide } from "../../workflow/decide.ts";
import { noEvidence, type PullEvidence } from "../../workflow/evidence.ts";
import { instructions } from "../../workflow/instructions.ts";
import type { IntentOf } from "../../workflow/intent.ts";
import { defaultPolicy } from "../../workflow/policy.ts";
import { stateFacts } from "../../workflow/states.ts";
import { actorOf } from "./acting.ts";
import { creates, takes } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { changes as examples } from "./examples/changes.ts";
import { change } from "./change.ts";
import { notFound } from "./problem.ts";
import { pullToStart } from "./pull-to-start.ts";
import { refusalProblem } from "./refusal-problem.ts";
import { projectParams, role, state, status } from "./schemas.ts";
import { startBody } from "./start-body.ts";

const answer = z
  .object({
    workflow_id: z.uuid(),
    build_id: z.string(),
    pull_number: z.int(),
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
  summary: "Start a workflow on a pull request, which is opened if need be",
  tags: ["Workflows"],
  request: { params: projectParams, body: takes(startBody, examples.start.request) },
  responses: creates(answer, "It has started", examples.start.answer),
});

export function addStart(api: Api, ports: ApiPorts): void {
  const { world } = ports;
  api.openapi(route, async (context) => {
    const token = context.get("token");
    const given = context.req.valid("json");
    const repository = await findRepository(world.db, context.req.valid("param").project_id, token.repositoryIds);
    if (repository === null) throw notFound("repository");
    const by = actorOf(token);
    const wish = {
      kind: "start",
      workflowId: world.newId(),
      repositoryId: repository.id,
      buildId: given.build_id ?? null,
      metadata: given.metadata ?? {},
      ...(given.user_id === undefined ? {} : { userId: given.user_id }),
      at: world.now(),
    } as const;
    rehearse({ ...wish, pullNumber: 0, requirements: given.requirements ?? null, by });
    const { ref, requirements } = await pullToStart(ports, context, { repository, given });
    const started = await change(ports, context, { ref, by, intent: () => ({ ...wish, ...ref, requirements }) });
    const stored = await loadWorkflow(world.db, started.workflowId);
    if (stored === null) throw notFound("workflow");
    const { holder, nextRole } = stateFacts.discovery;
    return context.json(
      {
        workflow_id: started.workflowId,
        build_id: stored.workflow.buildId,
        pull_number: stored.workflow.pullNumber,
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

/** A start that would be refused on every pull request must open none. */
function rehearse(intent: IntentOf<"start">): void {
  const evidence = { ...noEvidence, pull: anyPull };
  const decision = decide({ workflow: null, intent, policy: defaultPolicy, evidence, now: intent.at });
  if (decision.outcome === "refused") throw refusalProblem(decision.refusal);
}

const anyPull: PullEvidence = {
  ...{ readAt: new Date(0), headSha: "", headChangedAt: null, baseRef: "", draft: true, open: true, merged: false },
  ...{ mergeSha: null, title: "", body: null, authorId: null, labels: [] },
};
