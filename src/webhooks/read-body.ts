import type { IncomingMessage } from "node:http";

/** What GitHub sends at most (its documentation: "Payloads are capped at 25 MB"). */
export const bodyBytesMax = 25 * 1024 * 1024;

/** Reads a request's body. Null as soon as it is longer than `bytesMax`; the rest is not kept. */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | null> {
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop must not close the connection, on which the answer still goes out.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}
