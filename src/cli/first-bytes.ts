import { createReadStream } from "node:fs";

/** The beginning of a file, at most so many bytes. */
export async function firstBytes(path: string, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: most - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
