import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { MiddlewareHandler, Next } from "hono";
import type { FaultAnswer, FaultEffect } from "../faults/faults.ts";
import { GitHubError } from "../github-error.ts";
import type { World } from "../state/world.ts";
import type { ApiEnvironment, Call } from "./api.ts";
import { finish } from "./answer.ts";
import { refuse } from "./refuse.ts";
import type { ServeOptions } from "./serve-options.ts";

const mostBytes = 2 * 1024 * 1024;

/** What happens around every request: its body is read, faults strike, and what was said is shown and logged before it goes out. */
export function serveWith(world: World, options: ServeOptions): MiddlewareHandler<ApiEnvironment> {
  return async (c, next) => {
    const problem = await readBody(c);
    const { method, path } = c.req;
    const request = { method, path, query: c.req.query(), body: c.get("body") };
    const effect = options.faults.take(request);
    if (effect !== undefined && "lag" in effect && method === "GET") {
      c.res = await effect.lag(c.req.raw, c.env);
      await options.log.add({ ...request, status: c.res.status, needs: [], at: world.clock() });
      return;
    }
    const struck = await strike(c, effect, options);
    if (struck !== undefined) {
      showFaulty(c, effect, options);
      await options.log.add({ ...request, status: statusOf(effect), needs: [], at: world.clock() });
      return struck;
    }
    await carryOut(c, problem, next);
    await finish(world, c, options);
    await options.log.add({ ...request, status: c.res.status, needs: c.get("needs") ?? [], at: world.clock() });
    if (effect === undefined || !("after" in effect)) return;
    const instead = await strike(c, effect.after, options);
    if (instead === undefined) return;
    // Hono would merge the headers of the answer that is being replaced.
    c.res = undefined;
    c.res = instead;
  };
}

async function carryOut(c: Call, problem: GitHubError | undefined, next: Next): Promise<void> {
  if (problem === undefined) await next();
  else c.res = refuse(c, problem);
}

/** Does what a fault does to an answer; undefined where there is none to put in its place. */
async function strike(c: Call, effect: FaultEffect | undefined, options: ServeOptions): Promise<Response | undefined> {
  if (effect === undefined || "after" in effect || "lag" in effect) return undefined;
  if ("slowMs" in effect) {
    await options.wait(effect.slowMs);
    return undefined;
  }
  if ("drop" in effect) {
    c.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  return answerWith(effect);
}

function answerWith(answer: FaultAnswer): Response {
  const body = answer.body ?? { message: "Server Error", documentation_url: "https://docs.github.com/rest" };
  const headers = { "content-type": "application/json; charset=utf-8", ...answer.headers };
  const isEmpty = answer.status === 204 || answer.status === 304;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return new Response(isEmpty ? null : text, { status: answer.status, headers });
}

/** A request is one as well where a fault answers. */
function showFaulty(c: Call, effect: FaultEffect | undefined, { observer }: ServeOptions): void {
  const { method, path } = c.req;
  const request = { method, path, query: c.req.query(), requestBody: c.get("body") };
  const answer = { status: statusOf(effect), responseHeaders: {}, responseBody: undefined };
  observer.exchange?.({ ...request, ...answer, isFaulty: true });
}

/** 0 stands for no answer at all. */
function statusOf(effect: FaultEffect | undefined): number {
  return effect !== undefined && "status" in effect ? effect.status : 0;
}

async function readBody(c: Call): Promise<GitHubError | undefined> {
  if (c.req.method === "GET" || c.req.method === "HEAD") return undefined;
  const text = await c.req.text();
  if (Buffer.byteLength(text) > mostBytes) return new GitHubError(413, "Request Entity Too Large");
  if (text === "") return undefined;
  try {
    c.set("body", JSON.parse(text));
    return undefined;
  } catch {
    return new GitHubError(400, "Problems parsing JSON");
  }
}
