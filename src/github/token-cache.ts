import { LRUCache } from "lru-cache";

/** Installation tokens, for all clients of an installation. */
export interface TokenCache {
  /** The cache of one installation, in the form that `@octokit/auth-app` takes. */
  readonly of: (scope: string) => { get: (key: string) => string; set: (key: string, value: string) => void };
  readonly forget: (scope: string) => void;
}

/** A token holds for an hour; the last minute is left out, so that it does not end on the way. */
const tokenMs = 59 * 60_000;

export function createTokenCache(): TokenCache {
  // By the wall clock: the other one stands still while a machine sleeps.
  const tokens = new LRUCache<string, string>({ max: 10_000, ttl: tokenMs, ttlResolution: 0, perf: Date });
  return {
    of: (scope) => ({
      get: () => tokens.get(scope) ?? "",
      set: (_key, value) => {
        tokens.set(scope, value);
      },
    }),
    forget: (scope) => {
      tokens.delete(scope);
    },
  };
}
