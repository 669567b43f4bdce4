import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { restEndpointMethods } from "@octokit/plugin-rest-endpoint-methods";
import { throttling } from "@octokit/plugin-throttling";
import type { Logger } from "pino";
import { createAnswerCache } from "./answer-cache.ts";
import { failureOf, UnreadableAnswer } from "./failure.ts";
import { createThrottleGroups, throttleFor, type RedisConnection } from "./throttle.ts";
import { createTokenCache } from "./token-cache.ts";
import { userAgent } from "./user-agent.ts";
import { createWire, WriteStopped, type BeforeWrite, type Fetch } from "./wire.ts";

/** GitHub as the App sees it: one client for each installation, and one for the App itself. */
export interface GitHub {
  /**
   * What the App may do in one installation. `beforeWrite` runs right before each write goes out, after any waiting for
   * the rate limits; where it throws, the write is not made and the caller gets what it threw.
   */
  readonly forInstallation: (installationId: number, options?: InstallationOptions) => Client;
  /** Has the next request of an installation ask for a new token: the one at hand has the permissions of its time. */
  readonly renewToken: (installationId: number) => void;
  /** The routes that take the App's own token: itself, its installations, its deliveries. */
  readonly app: Client;
  readonly self: () => Promise<Self>;
}

interface InstallationOptions {
  readonly beforeWrite?: BeforeWrite;
  /** Uses a token of its own, and leaves the one that others use alone. */
  readonly ownToken?: boolean;
}

const RestOctokit = Octokit.plugin(throttling, restEndpointMethods, paginateRest);

export type Client = InstanceType<typeof RestOctokit>;

/** Who Baton is on GitHub, to know its own comments and check runs again. */
export interface Self {
  readonly appId: number;
  readonly slug: string;
  /** The login under which its comments appear. */
  readonly botLogin: string;
}

export interface GitHubSettings {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  /** Between two writes of one installation; comments wait three times as long, as GitHub asks. 0: no queues at all. */
  readonly writeSpacingMs: number;
  readonly requestTimeoutMs: number;
  readonly log: Logger;
  /** Where several processes share GitHub's limits. */
  readonly redis?: RedisConnection;
  readonly fetch?: Fetch;
}

/**
 * Opens the way to GitHub. Nothing is retried here, not even on a rate limit: what failed is due again in the database,
 * which keeps the backoff over restarts.
 */
export function createGitHub(settings: GitHubSettings): GitHub {
  // A queue costs milliseconds for each request though nobody waits in it.
  const groups = settings.writeSpacingMs === 0 ? null : createThrottleGroups(settings.writeSpacingMs, settings.redis);
  const tokens = createTokenCache();
  const answers = createAnswerCache();
  const { appId, privateKey, log } = settings;

  function connect(scope: string, auth: object, beforeWrite?: BeforeWrite): Client {
    const wire = createWire({
      fetch: settings.fetch ?? globalThis.fetch,
      requestTimeoutMs: settings.requestTimeoutMs,
      answers,
      scope,
      ...(beforeWrite === undefined ? {} : { beforeWrite }),
    });
    const octokitLog = toOctokitLog(log);
    const client = new RestOctokit({
      baseUrl: settings.apiUrl,
      userAgent,
      authStrategy: createAppAuth,
      auth: { appId, privateKey, ...auth },
      request: { fetch: wire, log: octokitLog },
      log: octokitLog,
      throttle:
        groups === null
          ? { enabled: false }
          : throttleFor(scope, groups, { log, ...(settings.redis === undefined ? {} : { redis: settings.redis }) }),
    });
    client.hook.after("request", refuseUnreadable);
    client.hook.error("request", (error) => {
      if (mayNeedNewToken(error)) tokens.forget(scope);
      throw whatStopped(error) ?? error;
    });
    return client;
  }

  const app = connect("app", {});
  let self: Promise<Self> | null = null;
  return {
    forInstallation: (installationId, options = {}) => {
      const scope = String(installationId);
      const cache = options.ownToken === true ? createTokenCache().of(scope) : tokens.of(scope);
      return connect(scope, { installationId, cache }, options.beforeWrite);
    },
    renewToken: (installationId) => {
      tokens.forget(String(installationId));
    },
    app,
    self: () => {
      self ??= readSelf(app).catch((error: unknown) => {
        self = null;
        throw error;
      });
      return self;
    },
  };
}

async function readSelf(app: Client): Promise<Self> {
  const { data } = await app.rest.apps.getAuthenticated();
  if (data?.slug === undefined)
    throw new Error("GitHub's answer to GET /app names no App; check APP_ID and GITHUB_API_URL.");
  return { appId: data.id, slug: data.slug, botLogin: `${data.slug}[bot]` };
}

/** Every route that is used here answers in JSON; Octokit hands over as text or bytes what it could not parse. */
function refuseUnreadable(response: { readonly status: number; readonly data: unknown; readonly url: string }): void {
  const mustHaveBody = response.status === 200 || response.status === 201;
  const isJson = typeof response.data === "object" && !(response.data instanceof ArrayBuffer);
  if (mustHaveBody && !isJson) throw new UnreadableAnswer();
}

/**
 * A token can be revoked before its hour is over, and it keeps the permissions that it was made with: after a refusal the
 * next request asks for a new one.
 */
function mayNeedNewToken(error: unknown): boolean {
  const failure = failureOf(error);
  return failure.kind === "refused" && (failure.status === 401 || failure.status === 403);
}

/** What `beforeWrite` threw, out of the wrapping that it got on the way. */
function whatStopped(error: unknown): unknown {
  if (!(error instanceof Error)) return null;
  return error.cause instanceof WriteStopped ? error.cause.cause : null;
}

function toOctokitLog(log: Logger) {
  return {
    debug: (message: string) => {
      log.trace(message);
    },
    info: (message: string) => {
      log.debug(message);
    },
    warn: (message: string) => {
      log.warn(message);
    },
    error: (message: string) => {
      log.error(message);
    },
  };
}
