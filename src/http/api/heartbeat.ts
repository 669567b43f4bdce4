import { createRoute, z } from "@hono/zod-openapi";
import type { RecordedEvent } from "../../report/report.ts";
import { renewClaim } from "../../store/renew-claim.ts";
import { isSameActor } from "../../workflow/authority.ts";
import type { Actor } from "../../workflow/actor.ts";
import { lacksClaim, renewed, type ClaimLack } from "../../workflow/claims.ts";
import type { Refusal } from "../../workflow/decision.ts";
import type { Wish } from "../../workflow/intent.ts";
import type { State } from "../../workflow/states.ts";
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
    const answered = (claim: z.input<typeof answer>["claim"], current = workflow.currentState) =>
      context.json({ workflow_id: id, current_state: current, claim }, 200);
    const toldOf = (kept: Claim) => answered(toClaim(kept, context.get("token")));
    const kept = await keep(ports, workflow, by);
    if (kept !== null) return toldOf(kept);
    try {
      const wish = (newest: Workflow | null, at: Date) => wishOf(newest, { by, fence, at });
      const { moves } = await changeWorkflow(ports, context, { id, by, kind: "claim", wish });
      const event = moves.at(-1)?.event;
      return answered(claimOf(event), stateIn(event, workflow));
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

/** Whoever shows a number means that claim: where it is gone by now, nothing is taken on in its place. */
function wishOf(
  newest: Workflow | null,
  { by, fence, at }: { readonly by: Actor; readonly fence: number | null; readonly at: Date },
): Wish | Refusal {
  const lost = newest === null || fence === null ? null : lacksClaim(newest, { by, fence });
  return newest === null || lost === null ? { kind: "claim", at } : refusalOf(newest, lost);
}

/** The phase that was taken on, which need not be the one that was seen before. */
function stateIn(event: RecordedEvent | undefined, { currentState }: Workflow): State {
  const said = state.safeParse(event?.data["state"]);
  return said.success ? said.data : currentState;
}

function refusalOf({ currentState }: Workflow, lack: ClaimLack): Refusal {
  return { ...lack, intent: "claim", state: currentState, allowed: [] };
}
