import { createRoute, z } from "@hono/zod-openapi";
import { loadPull } from "../../store/load-pull.ts";
import { explain } from "../../workflow/explain.ts";
import type { Explanation } from "../../workflow/explanation.ts";
import { reads } from "./answers.ts";
import type { Api, ApiPorts } from "./api.ts";
import { readings } from "./examples/readings.ts";
import { findWorkflow } from "./find-workflow.ts";
import { notFound } from "./problem.ts";
import { claim, jsonObject, role, state, time, workflowParams } from "./schemas.ts";
import { toClaim } from "./wire.ts";
import { wireAllowed, wireMissing } from "./wire-ways.ts";

const answer = z
  .object({
    workflow_id: z.uuid(),
    standing: z.enum(["waiting", "held", "failed", "complete", "closed", "cancelled"]),
    current_state: state,
    since: time,
    head_sha: z.string(),
    claim: claim.nullable().openapi({ description: "Who has taken the phase on" }),
    hold: z.object({ by: z.string(), reason: z.string().nullable(), at: time }).nullable(),
    error_reason: z.string().nullable(),
    roles: z.array(role).openapi({ description: "Who can bring it on" }),
    missing: z.array(jsonObject).openapi({ description: "What stands between here and the next state" }),
    discounted: z
      .array(z.object({ kind: z.string(), name: z.string(), url: z.string().nullable(), because: z.string() }))
      .openapi({ description: "Checks, reviews and deployments that are there and do not count" }),
    ways: z.array(jsonObject).openapi({ description: "What somebody can do now, and what would still refuse it" }),
    by_itself: z
      .array(z.object({ does: z.string(), once: z.string(), at: time.nullable() }))
      .openapi({ description: "What Baton does without being asked" }),
    read_at: time.nullable().openapi({ description: "When GitHub was last read for it" }),
  })
  .openapi("Explanation");

const route = createRoute({
  method: "get",
  path: "/api/workflows/{workflow_id}/explain",
  operationId: "explainWorkflow",
  summary: "Why a workflow does not move, and who can do what about it",
  tags: ["Workflows"],
  request: { params: workflowParams },
  responses: reads(answer, "Why it waits", readings.explain),
});

export function addExplain(api: Api, ports: ApiPorts): void {
  const { world } = ports;
  api.openapi(route, async (context) => {
    const { workflow } = await findWorkflow(ports, context, context.req.valid("param").workflow_id);
    const { repositoryId, pullNumber, policy } = workflow;
    const loaded = await loadPull(world.db, { repositoryId, pullNumber });
    if (loaded === null) throw notFound("workflow");
    const { evidence, lookAt, lookedAt } = loaded.pull;
    const explanation = explain({ workflow, policy, evidence, now: world.now(), looksAt: lookAt });
    return context.json(
      {
        workflow_id: workflow.id,
        current_state: workflow.currentState,
        since: workflow.stateEnteredAt.toISOString(),
        head_sha: workflow.headSha,
        ...toWire(explanation),
        claim: toClaim(explanation.claim, context.get("token")),
        read_at: lookedAt?.toISOString() ?? null,
      },
      200,
    );
  });
}

function toWire({ standing, hold, errorReason, roles, missing, discounted, ways, byItself }: Explanation) {
  return {
    // There is a workflow, so its standing is none of a pull request without one.
    standing: standing === "none" ? ("waiting" as const) : standing,
    hold: hold === null ? null : { by: hold.by.login, reason: hold.reason, at: hold.at.toISOString() },
    error_reason: errorReason,
    roles: [...roles],
    missing: missing.map(wireMissing),
    discounted: discounted.map((each) => ({ ...each })),
    ways: ways.map((way) => ({
      ...wireAllowed(way),
      missing: way.missing.map(wireMissing),
      except: way.except?.login ?? null,
    })),
    by_itself: byItself.map(({ does, once, at }) => ({ does, once, at: at?.toISOString() ?? null })),
  };
}
