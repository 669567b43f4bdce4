import { createRoute, z } from "@hono/zod-openapi";
import { renewClaim } from "../../store/renew-claim.ts";
import { isSameActor } from "../../workflow/authority.ts";
import type { Actor } from "../../workflow/actor.ts";
import { lacksClaim, renewed, type ClaimLack } from "../../workflow/claims.ts";
import type { Refusal } from "../../workflow/decision.ts";
import type { Claim, Workflow } from "../../workflow/workflow.ts";
import { actorAs } from "./acting.ts";
import { changes, takes } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { changeWorkflow } from "./change-workflow.ts";
import { changes as examples } from "./examples/changes.ts";
import { claimOf } from "./claim-of.ts";
import { findWorkflow } from "./find-workflow.ts";
import { Problem } from "./problem.ts";
import { refusalProblem } from "./refusal-problem.ts";
import { claim, givenFence, givenRole, state, workflowParams } from "./schemas.ts";
import { toClaim } from "./wire.ts";

const body = z.strictObject({ role: givenRole, fence: givenFence }).openapi("Heartbeat");

const answer = z
  .object({ workflow_id: z.uuid(), current_state: state, claim: claim.nullable() })
  .openapi("HeartbeatNoted");

const route = createRoute({
  method: "post",
  path: "/api/workflows/{workflow_id}/heartbeat",
  operationId: "heartbeat",
  summary: "Say that you are at work on the phase",
  description:
    "Renews your lease on the phase; so does every other call about the workflow. Where nobody has the phase, it takes it on. With `fence`, it does so only for that claim.",
  tags: ["Agents"],
  request: { params: workflowParams, body: takes(body, examples.heartbeat.request) },
  responses: changes(answer, "You have the phase", examples.heartbeat.answer),
});

export function addHeartbeat(api: Api, ports: ApiPorts): void {
  api.openapi(route, async (context) => {
    const { role, fence = null } = context.req.valid("json");
    const id = context.req.valid("param").workflow_id;
    const by = actorAs(context.get("token"), role);
    const found = async () => (await findWorkflow(ports, context, id)).workflow;
    const workflow = await found();
    const lost = fence === null ? null : lacksClaim(workflow, { by, fence });
    if (lost !== null) throw refusalProblem(refusalOf(workflow, lost));
    const answered = (claim: z.input<typeof answer>["claim"]) =>
      context.json({ workflow_id: id, current_state: workflow.currentState, claim }, 200);
    const toldOf = (kept: Claim) => answered(toClaim(kept, context.get("token")));
    const kept = await keep(ports, workflow, by);
    if (kept !== null) return toldOf(kept);
    try {
      const wish = (_newest: Workflow | null, at: Date) => ({ kind: "claim", at }) as const;
      const { moves } = await changeWorkflow(ports, context, { id, by, kind: "claim", wish });
      return answered(claimOf(moves.at(-1)?.event));
    } catch (error) {
      // Of two first heartbeats at the same moment the other one took the phase on.
      const mine = error instanceof Problem && error.type === "claimed" ? await keep(ports, await found(), by) : null;
      if (mine === null) throw error;
      return toldOf(mine);
    }
  });
}

/** The renewed claim of whoever calls; null where it is not theirs. */
async function keep({ world }: ApiPorts, workflow: Workflow, by: Actor): Promise<Claim | null> {
  if (workflow.claim === null || !isSameActor(workflow.claim.by, by)) return null;
  const claim = renewed(workflow.claim, workflow.policy, world.now());
  return (await renewClaim(world.db, { ...workflow, claim }, claim)) ? claim : null;
}

function refusalOf({ currentState: state }: Workflow, lack: ClaimLack): Refusal {
  return { ...lack, intent: "claim", state, allowed: [] };
}
