import { OpenAPIHono } from "@hono/zod-openapi";
import { addMcp } from "../mcp/add-mcp.ts";
import { addAdvance } from "./advance.ts";
import type { Api, ApiEnv, ApiPorts } from "./api.ts";
import { authenticate } from "./authenticate.ts";
import { addCancel } from "./cancel.ts";
import { addContext } from "./context.ts";
import { describeApi } from "./describe-api.ts";
import { addDocs } from "./docs/add-docs.ts";
import { addEvents } from "./events.ts";
import { addHandoff } from "./handoff.ts";
import { addExplain } from "./explain.ts";
import { addHeartbeat } from "./heartbeat.ts";
import { addHistory } from "./history.ts";
import { keepAnswer } from "./keep-answer.ts";
import { limitRate } from "./limit-rate.ts";
import { addList } from "./list.ts";
import { Problem, problemResponse } from "./problem.ts";
import { refuseInvalid } from "./refuse-invalid.ts";
import { addRequestRetry } from "./request-retry.ts";
import { limitBody, requireJson } from "./require-json.ts";
import { addRollback } from "./rollback.ts";
import { addStart } from "./start.ts";
import { addOwnerStats } from "./stats/owner-stats.ts";
import { addProjectStats } from "./stats/project-stats.ts";
import { addStatus } from "./status.ts";
import { addTradeToken } from "./trade/trade-token.ts";
import { addWork } from "./work.ts";

/** The HTTP API, described by its own routes. */
export function createApi(ports: ApiPorts): Api {
  const api: Api = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  api.onError((error) => answerError(error, ports));
  api.notFound(() => problemResponse("not-found", { detail: "There is nothing at this address." }));
  describeApi(api);
  addDocs(api);
  api.use("/api/token", limitBody, requireJson);
  const caller = [authenticate(ports), limitRate(ports)] as const;
  api.use("/api/work", ...caller);
  // The list at /api/workflows is among them.
  api.use("/api/workflows/*", ...caller, limitBody, requireJson, keepAnswer(ports));
  api.use("/mcp", ...caller, limitBody);
  for (const add of routes) add(api, ports);
  addMcp(api);
  return api;
}

const routes = [
  addList,
  addStart,
  addAdvance,
  addStatus,
  addRequestRetry,
  addHistory,
  addEvents,
  addExplain,
  addProjectStats,
  addOwnerStats,
  addRollback,
  addCancel,
  addWork,
  addTradeToken,
  addContext,
  addHandoff,
  addHeartbeat,
];

function answerError(error: unknown, { failureOf, logError }: ApiPorts): Response {
  if (error instanceof Problem) return problemResponse(error.type, error.details);
  const failure = failureOf(error);
  switch (failure.kind) {
    case "later": {
      const seconds = Math.ceil((failure.retryAfterMs ?? 10_000) / 1000);
      const headers = { "retry-after": String(seconds) };
      return problemResponse("github-away", { detail: failure.message, headers });
    }
    case "refused":
      return problemResponse("github-refused", { detail: failure.message });
    case "bug":
      logError(error);
      return problemResponse("internal-error", { detail: "It is in Baton's log. Nothing was changed by half." });
  }
}
