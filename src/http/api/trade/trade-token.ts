import { createRoute, z } from "@hono/zod-openapi";
import { takeRules } from "../../../orchestrator/take-rules.ts";
import { createToken } from "../../../store/tokens/create-token.ts";
import { findRepository } from "../../../store/tokens/find-repository.ts";
import { spendAssertion } from "../../../store/tokens/spend-assertion.ts";
import { creates, takes } from "../answers.ts";
import type { Api, ApiPorts } from "../api.ts";
import { changes as examples } from "../examples/changes.ts";
import { notFound, Problem } from "../problem.ts";
import { role, time } from "../schemas.ts";
import { rolesOfJob } from "./roles-of-job.ts";
import { createAssertionVerifier, refusedAssertion } from "./verify-assertion.ts";

const body = z
  .strictObject({
    oidc_token: z
      .string()
      .min(1)
      .max(16_000)
      .openapi({ description: "What GitHub Actions gave the job, for Baton's address" }),
  })
  .openapi("TradeToken");

const answer = z
  .object({
    token: z.string().openapi({ description: "Shown this once" }),
    expires_at: time,
    project_id: z.string(),
    roles: z.array(role),
  })
  .openapi("TradedToken");

const route = createRoute({
  method: "post",
  path: "/api/token",
  operationId: "tradeToken",
  summary: "Trade the OIDC token of an Actions job for one of Baton's",
  description:
    "For an hour, for the job's repository, in the roles whose `actions` name the workflow. Each token trades once.",
  tags: ["Tokens"],
  security: [],
  request: { body: takes(body, examples.trade.request) },
  responses: creates(answer, "A token", examples.trade.answer),
});

const lifeMs = 3_600_000;

export function addTradeToken(api: Api, ports: ApiPorts): void {
  const { world, serverUrl, publicUrl } = ports;
  const verify = publicUrl === null ? null : createAssertionVerifier(serverUrl, publicUrl);
  api.openapi(route, async (context) => {
    if (verify === null) {
      const detail =
        "This Baton was not told its own address (BATON_URL), and cannot know which tokens are meant for it.";
      throw new Problem("not-found", { detail });
    }
    const now = world.now();
    const job = await verify(context.req.valid("json").oidc_token, now);
    const repository = await findRepository(world.db, String(job.repository_id), null);
    if (repository === null || repository.access === "lost") throw notFound("repository");
    const { snapshot } = await takeRules(world, repository);
    const named = await ports.nameRepository(repository);
    if (named === null) throw notFound("repository");
    const held = rolesOfJob(job, named, snapshot);
    // Last, so that a job whose rules were put right meanwhile need not run again.
    if (!(await spendAssertion(world.db, job)))
      throw refusedAssertion("This token was traded before; each is good for once.");
    const { text, token } = await createToken(world.db, {
      repositoryIds: [repository.id],
      roles: held.roles,
      isOperator: false,
      // The file is whoever judges or is judged, and the run has the claim: the jobs of one run are at one thing.
      identity: `actions:${String(repository.id)}/${held.file}#${job.run_id}`,
      label: `${held.file} run ${job.run_id}`,
      createdAt: now,
      expiresAt: new Date(now.getTime() + lifeMs),
    });
    const expiresAt = token.expiresAt.toISOString();
    return context.json(
      { token: text, expires_at: expiresAt, project_id: String(repository.id), roles: [...token.roles] },
      201,
      { "cache-control": "no-store" },
    );
  });
}
