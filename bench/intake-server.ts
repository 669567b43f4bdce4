import { pino } from "pino";
import { Probot } from "probot";
import { createAppKey } from "../sandbox/app-key.ts";
import { createApp } from "../src/http/app.ts";
import { startServer } from "../src/http/server.ts";
import { createMetrics } from "../src/metrics.ts";
import { openDatabase } from "../src/store/database.ts";
import { createProbot } from "../src/webhooks/create-probot.ts";
import { createWebhookRoute, webhookPath } from "../src/webhooks/webhook-route.ts";

/**
 * The server of the intake benchmark, in a process of its own: `floor` is the same route with a handler that does nothing,
 * `baton` takes deliveries in. Prints its port.
 */
const mode = process.argv[2];
const log = pino({ level: "silent" });
const db = openDatabase(process.env["DATABASE_URL"] ?? "");
const { privateKey } = await createAppKey();
const webhookSecret = "bench";
const metrics = createMetrics();
const intake = { db, self: { appId: 1, slug: "baton" }, log, now: () => new Date(), count: metrics.countDelivery };
const settings = { appId: 1, privateKey, webhookSecret, apiUrl: "http://127.0.0.1:9" };
const probot =
  mode === "floor"
    ? new Probot({ appId: 1, privateKey, secret: webhookSecret, baseUrl: settings.apiUrl, log })
    : createProbot(settings, intake, log);
if (mode === "floor") probot.onAny(() => undefined);
const app = createApp({ isReady: () => Promise.resolve(true), isStopping: () => false }, metrics.registry);
const webhook = await createWebhookRoute(probot, log);
const server = await startServer({ webhookPath, webhook, app }, { host: "127.0.0.1", port: 0, log });
process.send?.(server.port);
