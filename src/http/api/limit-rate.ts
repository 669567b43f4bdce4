import type { MiddlewareHandler } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { ApiEnv, ApiPorts } from "./api.ts";
import { Problem } from "./problem.ts";

/** Keeps one token from taking all of a process's time. */
export function limitRate({ requestsPerMinute }: Pick<ApiPorts, "requestsPerMinute">): MiddlewareHandler<ApiEnv> {
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });
  return async (context, next) => {
    if (context.env.isInside === true) return next();
    try {
      await limiter.consume(context.get("token").id);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      throw new Problem("too-many-requests", {
        detail: `This token may make ${String(requestsPerMinute)} requests a minute; try again in ${String(seconds)} s.`,
        headers: { "retry-after": String(seconds) },
      });
    }
    return next();
  };
}
