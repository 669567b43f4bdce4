import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ApiEnv } from "./api.ts";
import { Problem } from "./problem.ts";

/** A result of 256 KiB can take several times as much where every character is escaped. */
const bodyBytesMax = 2 * 1024 * 1024;

export const limitBody: MiddlewareHandler<ApiEnv> = bodyLimit({
  maxSize: bodyBytesMax,
  onError: async (context) => {
    await drain(context.req.raw.body);
    throw new Problem("too-large", { detail: "The body is larger than 2 MiB; link to what is large." });
  },
});

/** Whoever is still sending would find the connection closed instead of the answer. Past this bound that is their affair. */
const drainedBytesMax = 16 * 1024 * 1024;

async function drain(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (body === null || body.locked) return;
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > drainedBytesMax) return;
  }
}

/** Takes only bodies that say that they are JSON, and are. */
export const requireJson: MiddlewareHandler<ApiEnv> = async (context, next) => {
  if (context.req.method !== "POST") return next();
  const type = context.req.header("content-type") ?? "";
  if (!/^application\/json *(;|$)/i.test(type)) {
    throw new Problem("wrong-content-type", { detail: "Send the body as “Content-Type: application/json”." });
  }
  try {
    JSON.parse(await context.req.text());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Problem("broken-json", { detail: "The body cannot be read as JSON; check quotes, commas and brackets." });
  }
  return next();
};
