import { createRoute, z } from "@hono/zod-openapi";
import { loadLastHandoffs } from "../../store/last-handoffs.ts";
import { deadlineOf } from "../../workflow/deadline.ts";
import { instructions } from "../../workflow/instructions.ts";
import { progress } from "../../workflow/progress.ts";
import { recoverLimit } from "../../workflow/recovery.ts";
import { isHandoffState, stateFacts } from "../../workflow/states.ts";
import type { Workflow } from "../../workflow/workflow.ts";
import { reads } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { readings } from "./examples/readings.ts";
import { findWorkflow } from "./find-workflow.ts";
import { handoffSummary, phase, role, time, workflowParams, workflowSummary } from "./schemas.ts";
import { toHandoffSummary, toSummary } from "./wire.ts";

const answer = workflowSummary
  .extend({
    progress: z.number().min(0).max(1).openapi({ description: "Completed phases of six" }),
    completed_phases: z.array(phase),
    handoff_history: z
      .array(handoffSummary)
      .openapi({ description: "The last fifty, oldest first; `history` has all of them with what was passed on" }),
    elapsed_time: z.number().openapi({ description: "Seconds since it started, until it ended" }),
    error_reason: z.string().nullable(),
    hold: z.object({ by: z.string(), reason: z.string().nullable(), at: time }).nullable(),
    next_expectations: z
      .object({ role: role.nullable(), task: z.string(), deadline: time.nullable() })
      .nullable()
      .openapi({ description: "Who has to do what until when; null once it is over" }),
  })
  .openapi("WorkflowStatus");

const route = createRoute({
  method: "get",
  path: "/api/workflows/{workflow_id}/status",
  operationId: "getWorkflowStatus",
  summary: "Where a workflow is, and what comes next",
  tags: ["Workflows"],
  request: { params: workflowParams },
  responses: reads(answer, "Where it is", readings.status),
});

const handoffsShown = 50;

export function addStatus(api: Api, ports: ApiPorts): void {
  const { world } = ports;
  api.openapi(route, async (context) => {
    const { workflow } = await findWorkflow(ports, context, context.req.valid("param").workflow_id);
    const handoffs = await loadLastHandoffs(world.db, workflow.id, handoffsShown);
    const now = world.now();
    const { completed, fraction } = progress(workflow);
    const { hold } = workflow;
    return context.json(
      {
        ...toSummary(workflow, context.get("token")),
        progress: fraction,
        completed_phases: [...completed],
        handoff_history: handoffs.map(toHandoffSummary),
        elapsed_time: secondsOf(workflow, now),
        error_reason: workflow.errorReason,
        hold: hold === null ? null : { by: hold.by.login, reason: hold.reason, at: hold.at.toISOString() },
        next_expectations: workflow.status === "open" ? expectationsOf(workflow) : null,
      },
      200,
    );
  });
}

function secondsOf({ createdAt, completedAt, status, updatedAt }: Workflow, now: Date): number {
  const end = completedAt ?? (status === "cancelled" ? updatedAt : now);
  return Math.max(0, end.getTime() - createdAt.getTime()) / 1000;
}

/** In a handoff the receiver is awaited, in error whoever plays the role of the phase that failed. */
function expectationsOf(workflow: Workflow) {
  const { currentState } = workflow;
  const { holder, nextRole } = stateFacts[currentState];
  const awaited = currentState === "error" ? stateFacts[recoverLimit(workflow)].holder : holder;
  return {
    role: isHandoffState(currentState) ? nextRole : awaited,
    task: instructions[currentState],
    deadline: deadlineOf(workflow)?.toISOString() ?? null,
  };
}
