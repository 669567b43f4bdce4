import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { CannotStart } from "./cannot-start.ts";
import type { GitHub, Self } from "./github/client.ts";
import { failureOf } from "./github/failure.ts";

const pauseMsMax = 30_000;

/**
 * Asks GitHub who Baton is there. An outage is waited for, since a process that gave up would have to be started again by
 * somebody; a refusal ends the start, since no waiting mends a setting.
 */
export async function learnSelf(
  github: Pick<GitHub, "self">,
  { log, signal }: { readonly log: Logger; readonly signal: AbortSignal },
): Promise<Self> {
  for (let pauseMs = 1_000; ; pauseMs = Math.min(2 * pauseMs, pauseMsMax)) {
    try {
      return await github.self();
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== "later")
        throw new CannotStart(adviceFor(failure), failure.kind === "bug" ? error : failure.message);
      const waitMs = Math.max(pauseMs, failure.retryAfterMs ?? 0);
      log.warn(
        { reason: failure.message, againInSeconds: Math.round(waitMs / 1000) },
        "GitHub cannot be reached, so Baton waits to start; if this lasts, check GITHUB_API_URL",
      );
      await delay(waitMs, undefined, { signal });
    }
  }
}

function adviceFor(failure: ReturnType<typeof failureOf>): string {
  if (failure.kind === "refused" && failure.status === 401)
    return "GitHub does not take this App's key; check that APP_ID and PRIVATE_KEY belong together, and this machine's clock";
  if (failure.kind === "refused" && failure.status === 404)
    return "GitHub does not know this App; check APP_ID, and that GITHUB_API_URL is the API of the GitHub where it lives";
  return "GitHub does not say who this App is; check APP_ID, PRIVATE_KEY and GITHUB_API_URL";
}
