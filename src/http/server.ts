import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { Logger } from "pino";

/** A listening server. */
export interface HttpServer {
  /** The port that it listens on, which differs from the wished one where that was 0. */
  readonly port: number;
  /** Takes no new connection and ends when the requests under way are answered. */
  readonly close: () => Promise<void>;
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
  return { port: actual, close: () => close(server) };
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

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeIdleConnections();
  });
}
