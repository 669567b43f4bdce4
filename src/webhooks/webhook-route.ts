import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Probot } from "probot";
import { bodyBytesMax, readBody } from "./read-body.ts";

/** Where GitHub delivers (Probot's own path). */
export const webhookPath = "/api/github/webhooks";

type Middleware = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/**
 * The webhook route: reads the body up to GitHub's limit, verifies its signature, and only then hands it to Probot, which
 * would log the whole payload of a forged one. What is refused costs one short line in the log.
 */
export async function createWebhookRoute(
  probot: Probot,
  log: Logger,
): Promise<(request: IncomingMessage, response: ServerResponse) => Promise<void>> {
  const middleware = (await probot.getNodeMiddleware({ path: webhookPath })) as Middleware;
  return async (request, response) => {
    const taken = await takeBody(probot, request);
    if (taken === "gone") return;
    if ("refused" in taken) {
      log.warn({ delivery: shortId(request) }, `refused a delivery: ${taken.why}`);
      refuse(request, response, taken);
      return;
    }
    await middleware(Object.assign(request, { body: taken.text }), response);
  };
}

interface Refused {
  readonly refused: number;
  /** For the log. */
  readonly why: string;
  /** For the sender. */
  readonly message: string;
}

/** The verified body, or why there is none; `gone` where the sender went away. */
async function takeBody(probot: Probot, request: IncomingMessage): Promise<{ text: string } | Refused | "gone"> {
  const signature = request.headers["x-hub-signature-256"];
  // Who does not even claim to be GitHub is not listened to any longer.
  if (typeof signature !== "string" || !/^sha256=[0-9a-f]{64}$/.test(signature)) return unsigned;
  const body = await readBody(request, bodyBytesMax);
  if (body === "gone") return "gone";
  if (body === "too long") return tooLong;
  const text = body.toString("utf8");
  if (text === "" || !(await probot.webhooks.verify(text, signature))) return unsigned;
  if (!isSentAsJson(request)) return notAsJson;
  return isJsonObject(text) ? { text } : notJson;
}

const tooLong: Refused = {
  refused: 413,
  why: "its payload is over 25 MB",
  message: "The payload is over 25 MB, which GitHub does not send.",
};

const unsigned: Refused = {
  refused: 400,
  why: "its signature does not fit the webhook secret",
  message: "The signature does not fit the webhook secret.",
};

const notAsJson: Refused = {
  refused: 415,
  why: "it was not sent as JSON; set the webhook's content type to application/json in the App's settings",
  message: "Set the webhook's content type to application/json.",
};

const notJson: Refused = {
  refused: 400,
  why: "its body is no JSON object",
  message: "The body is no JSON object.",
};

function isSentAsJson({ headers }: IncomingMessage): boolean {
  return /^\s*application\/json\s*(;|$)/i.test(headers["content-type"] ?? "");
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The delivery's GUID as far as it looks like one: the header of a forged delivery may hold anything. */
function shortId(request: IncomingMessage): string {
  const id = request.headers["x-github-delivery"];
  return typeof id === "string" && /^[0-9a-f-]{1,40}$/i.test(id) ? id : "without a GUID";
}

/** Answers, and hangs up where the body was not read to its end. */
function refuse(request: IncomingMessage, response: ServerResponse, { refused, message }: Refused): void {
  if (!request.complete) {
    response.setHeader("connection", "close");
    response.once("finish", () => request.destroy());
  }
  response.writeHead(refused, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: message }));
}
