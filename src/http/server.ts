import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { Logger } from "pino";

/** A listening server. */
export interface HttpServer {
  /** The port that it listens on, which differs from the wished one where that was 0. */
  readonly port: number;
  /**
   * Takes no new connection and ends when the requests under way are answered, or breaks them off when that takes longer
   * than `withinMs`: GitHub itself waits ten seconds for an answer.
   */
  readonly close: (withinMs?: number) => Promise<void>;
}

export interface Routes {
  readonly webhookPath: string;
  readonly webhook: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly app: Hono;
}

/** Starts Baton's HTTP server: webhooks go to their own route, everything else to the application. */
export async function startServer(
  routes: Routes,
  { host, port, log }: { readonly host: string; readonly port: number; readonly log: Logger },
): Promise<HttpServer> {
  const other = getRequestListener(routes.app.fetch);
  const server = createServer((request, response) => {
    // A connection that is kept alive would hold up the closing of the server after its last answer.
    response.once("close", () => {
      if (!server.listening) server.closeIdleConnections();
    });
    const path = (request.url ?? "").split("?", 1)[0];
    const handled =
      request.method === "POST" && path === routes.webhookPath
        ? routes.webhook(request, response)
        : Promise.resolve(other(request, response));
    handled.catch((error: unknown) => {
      log.error({ err: error }, "a request failed");
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await listen(server, host, port);
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return { port: actual, close: (withinMs = 10_000) => close(server, withinMs) };
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function close(server: Server, withinMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      server.closeAllConnections();
    }, withinMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
