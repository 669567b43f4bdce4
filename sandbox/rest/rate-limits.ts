import { GitHubError } from "../github-error.ts";
import type { Caller } from "../access/caller.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";

interface Allowance {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** In seconds since 1970. */
  readonly reset: number;
}

export interface RateLimits {
  readonly look: (caller: Caller) => Allowance;
  /** Counts a request, or refuses it. */
  readonly count: (caller: Caller) => void;
  /** Takes a request back that turned out to be free. */
  readonly refund: (caller: Caller) => void;
}

const windowMs = 60 * 60 * 1000;

/** The primary rate limit: so many requests an hour for each installation, App or user. */
export function createRateLimits(world: World, limit: number): RateLimits {
  const windows = new Map<string, { used: number; resetAt: number }>();
  const windowOf = (caller: Caller): { used: number; resetAt: number } => {
    const key = identityOf(caller);
    const known = windows.get(key);
    const at = now(world).getTime();
    if (known !== undefined && known.resetAt > at) return known;
    const fresh = { used: 0, resetAt: at + windowMs };
    windows.set(key, fresh);
    return fresh;
  };
  return {
    look: (caller) => {
      const { used, resetAt } = windowOf(caller);
      return { limit, used, remaining: Math.max(0, limit - used), reset: Math.floor(resetAt / 1000) };
    },
    count: (caller) => {
      const window = windowOf(caller);
      if (window.used >= limit) throw new GitHubError(403, `API rate limit exceeded for ${identityOf(caller)}.`);
      window.used += 1;
    },
    refund: (caller) => void (windowOf(caller).used -= 1),
  };
}

function identityOf(caller: Caller): string {
  switch (caller.kind) {
    case "anonymous":
      return "anonymous";
    case "app":
      return `app ID ${caller.app.id}`;
    case "installation":
      return `installation ID ${caller.installation.id}`;
    case "user":
      return `user ID ${caller.user.id}`;
    default:
      return caller satisfies never;
  }
}
