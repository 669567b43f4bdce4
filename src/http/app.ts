import { setTimeout as delay } from "node:timers/promises";
import { Hono } from "hono";
import type { Registry } from "prom-client";

/** What the health routes ask of the process. */
export interface Health {
  /** Whether the database answers. */
  readonly isReady: () => Promise<boolean>;
  /** Whether the process has been told to stop. */
  readonly isStopping: () => boolean;
}

/** Something else that answers requests. */
interface Fetching {
  readonly fetch: (request: Request, env: Readonly<Record<string, never>>) => Response | Promise<Response>;
}

/** A database that has not answered by then counts as away. Probes give up after a second or more. */
const readyWithinMs = 900;

/** The routes beside the webhooks: liveness, readiness, metrics and the API, which answers its own errors. */
export function createApp(health: Health, metrics: Registry, api: Fetching | null = null): Hono {
  const app = new Hono();
  app.get("/healthz", (context) => context.json({ status: "ok" }));
  app.get("/readyz", async (context) => {
    if (health.isStopping()) return context.json({ status: "stopping" }, 503);
    return (await isReadyInTime(health))
      ? context.json({ status: "ready" })
      : context.json({ status: "database_away" }, 503);
  });
  app.get("/metrics", async (context) =>
    context.body(await metrics.metrics(), 200, { "content-type": metrics.contentType }),
  );
  app.get("/", (context) =>
    context.text("Baton, a GitHub App. Comment /help on a pull request where it is installed.\n"),
  );
  if (api !== null) {
    for (const path of ["/api/*", "/mcp"]) app.all(path, (context) => api.fetch(context.req.raw, {}));
  }
  app.notFound((context) => context.json({ error: "There is nothing at this address." }, 404));
  return app;
}

async function isReadyInTime({ isReady }: Health): Promise<boolean> {
  const waiting = new AbortController();
  const tooLate = delay(readyWithinMs, false, { signal: waiting.signal }).catch(() => false);
  try {
    return await Promise.race([isReady(), tooLate]);
  } finally {
    waiting.abort();
  }
}
