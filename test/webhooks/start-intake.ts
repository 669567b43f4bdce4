import { createHmac, randomUUID } from "node:crypto";
import { inject } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { startServer } from "../../src/http/server.ts";
import { createMetrics } from "../../src/metrics.ts";
import { openDatabase, type Database } from "../../src/store/database.ts";
import { createProbot } from "../../src/webhooks/create-probot.ts";
import { createWebhookRoute, webhookPath } from "../../src/webhooks/webhook-route.ts";
import { freshDatabase } from "../support/database.ts";
import { writtenLog, type WrittenLog } from "../support/log-lines.ts";
import { startPostgresProxy, type PostgresProxy } from "../support/postgres-proxy.ts";

export const webhookSecret = "a secret of the tests";

/** The intake as shipped, on a port of its own, with its database behind a proxy that sees each statement. */
export interface IntakeServer {
  readonly port: number;
  readonly url: string;
  /** Signs and posts a delivery; what is given replaces what would be sent. */
  readonly deliver: (event: string, payload: unknown, given?: Given) => Promise<Response>;
  readonly log: WrittenLog;
  readonly proxy: PostgresProxy;
  /** Past the proxy: what is asked here is not counted. */
  readonly db: Database;
  readonly metrics: () => Promise<string>;
  readonly close: () => Promise<void>;
}

interface Given {
  readonly guid?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers that are not sent at all. */
  readonly without?: readonly string[];
}

export async function startIntake(
  options: { durableWithinMs?: number; logLevel?: string } = {},
): Promise<IntakeServer> {
  const fresh = await freshDatabase();
  const { host = "localhost", port = 5432 } = fresh.connection;
  const proxy = await startPostgresProxy({ host, port });
  const behind = openDatabase({ ...fresh.connection, host: "127.0.0.1", port: proxy.port });
  const log = writtenLog(options.logLevel);
  const metrics = createMetrics();
  const { privateKey } = inject("appKey");
  const { durableWithinMs } = options;
  const probot = createProbot(
    { appId: 7, privateKey, webhookSecret, apiUrl: "http://127.0.0.1:1" },
    {
      db: behind,
      self: { appId: 7, slug: "baton" },
      log: log.log,
      now: () => new Date(),
      count: metrics.countDelivery,
      ...(durableWithinMs === undefined ? {} : { durableWithinMs }),
    },
    log.log,
  );
  const webhook = await createWebhookRoute(probot, log.log);
  const app = createApp({ isReady: () => Promise.resolve(true), isStopping: () => false }, metrics.registry);
  const server = await startServer({ webhookPath, webhook, app }, { host: "127.0.0.1", port: 0, log: log.log });
  const url = `http://127.0.0.1:${String(server.port)}${webhookPath}`;
  return {
    port: server.port,
    url,
    deliver: (event, payload, given = {}) => {
      const body = given.body ?? JSON.stringify(payload);
      const headers = new Headers({ ...headersOf(event, body, given.guid), ...given.headers });
      for (const name of given.without ?? []) headers.delete(name);
      return fetch(url, { method: "POST", body, headers });
    },
    log,
    proxy,
    db: fresh.db,
    metrics: () => metrics.registry.metrics(),
    close: async () => {
      await server.close();
      proxy.breakOff();
      await behind.close();
      await proxy.close();
      await fresh.drop();
    },
  };
}

function headersOf(event: string, body: string, guid: string = randomUUID()): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-github-event": event,
    "x-github-delivery": guid,
    "x-hub-signature-256": signatureOf(body),
  };
}

export function signatureOf(body: string | Buffer, secret = webhookSecret): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}
