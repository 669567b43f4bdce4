import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Probot } from "probot";
import { bodyBytesMax, readBody } from "./read-body.ts";

/** Where GitHub delivers (Probot's own path). */
export const webhookPath = "/api/github/webhooks";

type Middleware = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/**
 * The webhook route: reads the body up to GitHub's limit, verifies its signature, and only then hands it to Probot, which
 * would log the whole payload of a forged one.
 */
export async function createWebhookRoute(
  probot: Probot,
  log: Logger,
): Promise<(request: IncomingMessage, response: ServerResponse) => Promise<void>> {
  const middleware = (await probot.getNodeMiddleware({ path: webhookPath })) as Middleware;
  return async (request, response) => {
    const body = await readBody(request, bodyBytesMax);
    if (body === null) {
      response.setHeader("connection", "close");
      response.once("finish", () => request.destroy());
      answer(response, 413, "The payload is over 25 MB, which GitHub does not send.");
      return;
    }
    const signature = request.headers["x-hub-signature-256"];
    if (typeof signature !== "string" || !(await isSigned(probot, body, signature))) {
      log.warn({ delivery: shortId(request) }, "refused a delivery: its signature does not fit the webhook secret");
      answer(response, 400, "The signature does not fit the webhook secret.");
      return;
    }
    const text = body.toString("utf8");
    if (!isJson(text)) {
      log.warn({ delivery: shortId(request) }, "refused a delivery: its body is no JSON");
      answer(response, 400, "The body is no JSON; set the webhook's content type to application/json.");
      return;
    }
    await middleware(Object.assign(request, { body: text }), response);
  };
}

async function isSigned(probot: Probot, body: Buffer, signature: string): Promise<boolean> {
  return probot.webhooks.verify(body.toString("utf8"), signature);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The delivery's GUID as far as it looks like one: the header of a forged delivery may hold anything. */
function shortId(request: IncomingMessage): string {
  const id = request.headers["x-github-delivery"];
  return typeof id === "string" && /^[0-9a-f-]{1,40}$/i.test(id) ? id : "without a GUID";
}

function answer(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: message }));
}
