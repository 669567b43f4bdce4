import { createRoute, z } from "@hono/zod-openapi";
import { allowedIntents } from "../../workflow/allowed.ts";
import type { Refusal } from "../../workflow/decision.ts";
import type { GivenResult, Wish } from "../../workflow/intent.ts";
import { intentToReach } from "../../workflow/reach.ts";
import { isPhase, nextState, stateFacts } from "../../workflow/states.ts";
import type { Workflow } from "../../workflow/workflow.ts";
import { actorAs } from "./acting.ts";
import { changes, takes } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { changes as examples } from "./examples/changes.ts";
import { changeWorkflow } from "./change-workflow.ts";
import { claimOf } from "./claim-of.ts";
import { claim, givenFence, givenRole, givenState, jsonObject, role, state, text, workflowParams } from "./schemas.ts";

const body = z
  .strictObject({
    role: givenRole,
    completed_state: givenState,
    phase_result: jsonObject.nullable().optional().openapi({ description: "What the phase hands on; 256 KiB at most" }),
    next_state: givenState.optional().openapi({ description: "The state that follows unless given" }),
    head_sha: z
      .string()
      .regex(/^[0-9a-fA-F]{40}([0-9a-fA-F]{24})?$/, "must be a whole commit SHA")
      .optional()
      .openapi({ description: "The commit that was judged; refused where it is no longer the head" }),
    fence: givenFence,
    notes: text(10_000).optional().openapi({ description: "What to tell the next role; on the way back, why" }),
  })
  .openapi("Advance");

const answer = z
  .object({
    workflow_id: z.uuid(),
    previous_state: state,
    new_state: state,
    next_role: role.nullable(),
    handoff_data: jsonObject,
    is_complete: z.boolean(),
    state_description: z.string(),
    claim: claim.nullable().openapi({ description: "What you have of the new state; null where it is nobody's yet" }),
  })
  .openapi("Advanced");

const route = createRoute({
  method: "post",
  path: "/api/workflows/{workflow_id}/advance",
  operationId: "advanceWorkflow",
  summary: "Complete the current state",
  description:
    "Completes a phase with its result, accepts a handoff, or names another state that one step leads to (`next_state`): `error`, the way back, or the phase to recover to.",
  tags: ["Workflows"],
  request: { params: workflowParams, body: takes(body, examples.advance.request) },
  responses: changes(answer, "The state that came of it", examples.advance.answer),
});

type Given = z.output<typeof body>;

export function addAdvance(api: Api, ports: ApiPorts): void {
  api.openapi(route, async (context) => {
    const given = context.req.valid("json");
    const { workflow, moves, handoff } = await changeWorkflow(ports, context, {
      id: context.req.valid("param").workflow_id,
      by: actorAs(context.get("token"), given.role),
      kind: "advance",
      wish: (newest, now) => intentOf(newest, given, now),
    });
    const newState = handoff?.toState ?? given.completed_state;
    return context.json(
      {
        workflow_id: workflow.id,
        previous_state: given.completed_state,
        new_state: newState,
        next_role: stateFacts[newState].nextRole,
        handoff_data: handoff?.data ?? {},
        is_complete: newState === "complete",
        state_description: stateFacts[newState].description,
        claim: claimOf(moves.at(-1)?.event),
      },
      200,
    );
  });
}

function intentOf(workflow: Workflow | null, given: Given, at: Date): Wish | Refusal {
  const { completed_state: from, next_state: target, notes = null, fence = null } = given;
  const headSha = given.head_sha?.toLowerCase() ?? null;
  const result = resultOf(given);
  const advance = { kind: "advance", from, result, notes, force: false, headSha, fence, at } as const;
  // What is wrong with the state comes first: everything else depends on it.
  if (workflow === null || workflow.currentState !== from || workflow.status !== "open") return advance;
  if (target === undefined || target === nextState(from)) return advance;
  const step = intentToReach(workflow, target);
  if (step === null) return notReachable(workflow);
  if (headSha !== null && headSha !== workflow.headSha) return otherHead(workflow);
  if (step.kind === "advance" || step.kind === "accept") return advance;
  const reason = notes ?? reasonIn(result);
  return step.kind === "rollback" ? { ...step, reason, at } : { ...step, reason, fence, at };
}

/** An empty result is none: in a handoff there is nothing to give, and programs tend to send `{}`. */
function resultOf({ phase_result: result = null, completed_state: from }: Given): GivenResult | null {
  if (result === null) return null;
  return Object.keys(result).length === 0 && !isPhase(from) ? null : result;
}

function notReachable(workflow: Workflow): Refusal {
  const { currentState } = workflow;
  const allowed = allowedIntents(workflow);
  return { reason: "not_reachable", intent: "advance", state: currentState, missing: [], allowed };
}

function otherHead(workflow: Workflow): Refusal {
  const missing = [{ kind: "head", current: workflow.headSha }] as const;
  return { ...notReachable(workflow), reason: "wrong_head", missing };
}

/** Work that goes back takes no result along; what the result says of it becomes the reason. */
function reasonIn(result: GivenResult | null): string | null {
  return result === null ? null : JSON.stringify(result).slice(0, reasonMax);
}

const reasonMax = 10_000;
