import { createHash } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { v7 as newId } from "uuid";
import { claimKey } from "../../store/tokens/claim-key.ts";
import { keepAnswer as store, noteFailed } from "../../store/tokens/keep-answer.ts";
import type { ApiEnv, ApiPorts } from "./api.ts";
import { Problem } from "./problem.ts";

/**
 * Gives the same request with the same `Idempotency-Key` the same answer for a day, and makes it change nothing twice. A
 * request without one gets a key of its own, and so does one that counts each time.
 */
export function keepAnswer({ world }: Pick<ApiPorts, "world">): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const key = context.req.header("idempotency-key");
    if (context.req.method !== "POST" || key === undefined || isRepeatable(context.req.path)) {
      context.set("requestKey", newId());
      return next();
    }
    if (!/^[\x21-\x7E]{1,200}$/.test(key)) throw badKey();
    const tokenId = context.get("token").id;
    const requestDigest = createHash("sha256")
      .update(`${context.req.method} ${context.req.path}\n${await context.req.text()}`)
      .digest();
    const claim = await claimKey(world.db, { tokenId, key, requestDigest, now: world.now() });
    if (claim.result === "answered")
      return new Response(claim.body, { status: claim.status, headers: headersOf(claim) });
    if (claim.result === "other_request") throw keyReused();
    if (claim.result === "under_way") throw underWay();
    context.set("requestKey", `${key}@${claim.since.getTime().toString(36)}`);
    await next();
    const answer = context.res.clone();
    if (answer.status >= 500) return noteFailed(world.db, tokenId, key);
    const contentType = answer.headers.get("content-type") ?? "application/json";
    await store(world.db, { tokenId, key, status: answer.status, contentType, body: await answer.text() });
  };
}

/** A heartbeat is a sign of life each time. */
function isRepeatable(path: string): boolean {
  return path.endsWith("/heartbeat");
}

function headersOf({ contentType }: { readonly contentType: string }): Record<string, string> {
  return { "content-type": contentType, "idempotent-replay": "true" };
}

const badKey = () =>
  new Problem("invalid-request", {
    detail: "An Idempotency-Key has 1 to 200 visible ASCII characters.",
    more: { errors: [{ in: "header", pointer: "/idempotency-key", detail: "Use 1 to 200 visible ASCII characters." }] },
  });

const keyReused = () =>
  new Problem("key-reused", { detail: "This Idempotency-Key was sent with another request; use a new one." });

const underWay = () =>
  new Problem("request-under-way", {
    detail: "The same request with this Idempotency-Key is under way; ask again for its answer.",
    headers: { "retry-after": "1" },
  });
