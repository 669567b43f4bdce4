import { createHash } from "node:crypto";
import type { World } from "../state/world.ts";
import type { Call } from "./api.ts";
import type { ServeOptions } from "./serve-options.ts";

/** Gives an answer what every answer of GitHub's has, and lets a client that knows it already keep what it has. */
export async function finish(world: World, c: Call, options: ServeOptions): Promise<void> {
  const { status, headers } = c.res;
  const text = await c.res.text();
  options.observer.exchange?.({
    method: c.req.method,
    path: c.req.path,
    query: c.req.query(),
    requestBody: c.get("body"),
    status,
    isFaulty: false,
    responseHeaders: Object.fromEntries(headers),
    responseBody: parsed(text, headers.get("content-type")),
  });
  const caller = c.get("caller");
  const etag = `W/"${createHash("sha256").update(text).digest("hex")}"`;
  const isCacheable = c.req.method === "GET" && status === 200;
  const isUnchanged = isCacheable && isKnown(c.req.header("if-none-match"), etag);
  // Costs nothing of the primary rate limit.
  if (isUnchanged && caller !== undefined) options.limits.refund(caller);
  if (isUnchanged) headers.delete("content-type");
  if (isCacheable) headers.set("etag", etag);
  // Hono would merge the headers of the answer that is being replaced.
  c.res = undefined;
  c.res = new Response(isUnchanged || text === "" ? null : text, { status: isUnchanged ? 304 : status, headers });
  describe(world, c, options);
}

function describe(world: World, c: Call, options: ServeOptions): void {
  const headers = c.res.headers;
  headers.set("date", world.clock().toUTCString());
  headers.set("server", "github.com");
  headers.set("x-github-request-id", `${world.nextId().toString(16).toUpperCase()}:SANDBOX`);
  headers.set("x-github-media-type", "github.v3; format=json");
  headers.set("x-github-api-version-selected", c.req.header("x-github-api-version") ?? "2022-11-28");
  if (headers.get("content-type") === "application/json")
    headers.set("content-type", "application/json; charset=utf-8");
  const caller = c.get("caller");
  if (caller === undefined) return;
  const { limit, used, remaining, reset } = options.limits.look(caller);
  headers.set("x-ratelimit-limit", String(limit));
  headers.set("x-ratelimit-remaining", String(remaining));
  headers.set("x-ratelimit-reset", String(reset));
  headers.set("x-ratelimit-used", String(used));
  headers.set("x-ratelimit-resource", "core");
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  return ifNoneMatch?.split(",").some((one) => bare(one) === bare(etag)) ?? false;
}

function bare(etag: string): string {
  return etag.trim().replace(/^W\//, "");
}

function parsed(text: string, contentType: string | null): unknown {
  if (text === "") return undefined;
  return contentType?.includes("json") ? JSON.parse(text) : text;
}
