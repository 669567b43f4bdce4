import type { ThrottlingOptions } from "@octokit/plugin-throttling";
import Bottleneck from "bottleneck";
import type { Logger } from "pino";

export type RedisConnection = Bottleneck.RedisConnection | Bottleneck.IORedisConnection;

/** Queues of requests, one of each kind for every installation. */
export type ThrottleGroups = Readonly<
  Record<"global" | "auth" | "search" | "write" | "notifications", Bottleneck.Group>
>;

/** How long the queues of an installation that asks for nothing are kept. */
const idleMs = 120_000;

/**
 * Makes the queues. GitHub asks for a second between writes and for more between those that notify people
 * (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api). The limits are each
 * installation's own, so that a busy one does not hold up the others.
 */
export function createThrottleGroups(writeSpacingMs: number, redis?: RedisConnection): ThrottleGroups {
  const group = (kind: string, limits: Bottleneck.ConstructorOptions) =>
    new Bottleneck.Group({
      id: `baton-${kind}`,
      timeout: idleMs,
      ...(redis === undefined ? {} : { connection: redis }),
      ...limits,
    });
  return {
    global: group("global", { maxConcurrent: 10 }),
    auth: group("auth", { maxConcurrent: 1 }),
    search: group("search", { maxConcurrent: 1, minTime: 2_000 }),
    write: group("write", { maxConcurrent: 1, minTime: writeSpacingMs }),
    notifications: group("notifications", { maxConcurrent: 1, minTime: 3 * writeSpacingMs }),
  };
}

/** The options of one installation's client: its queues, and no second try when GitHub says that it was too much. */
export function throttleFor(
  id: string,
  groups: ThrottleGroups,
  { log, redis }: { readonly log: Logger; readonly redis?: RedisConnection },
): ThrottlingOptions {
  const giveUp = (limit: string) => (retryAfterSeconds: number, options: { method: string; url: string }) => {
    const { method, url } = options;
    log.warn({ installation: id, limit, retryAfterSeconds, method, url }, "GitHub's rate limit is reached");
    return false;
  };
  return {
    id,
    Bottleneck,
    ...groups,
    ...(redis === undefined ? {} : { connection: redis }),
    onRateLimit: giveUp("primary"),
    onSecondaryRateLimit: giveUp("secondary"),
  };
}
