import type { IncomingMessage } from "node:http";

/** What GitHub sends at most (its documentation: "Payloads are capped at 25 MB"). */
export const bodyBytesMax = 25 * 1024 * 1024;

/**
 * Reads a request's body. `too long` as soon as it is longer than `bytesMax`: the rest is neither read nor kept. `gone` when
 * the sender breaks off.
 */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | "too long" | "gone"> {
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) return "too long";
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    // Leaving the loop must not close the connection, on which the answer still goes out.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > bytesMax) return "too long";
      chunks.push(chunk);
    }
  } catch (error) {
    if (request.destroyed && !request.complete) return "gone";
    throw error;
  }
  return Buffer.concat(chunks, bytes);
}
