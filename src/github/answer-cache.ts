import { LRUCache } from "lru-cache";

/** An answer of GitHub's that can be asked for again by its ETag. */
export interface Answer {
  readonly etag: string;
  readonly body: ArrayBuffer;
  readonly headers: [string, string][];
}

export type AnswerCache = Pick<LRUCache<string, Answer>, "get" | "set">;

/** About what the headers and the key of an answer take. */
const overheadBytes = 4096;

/** Remembers answers, the least recently used forgotten first. */
export function createAnswerCache({ bytesMax = 32 * 1024 * 1024 } = {}): AnswerCache {
  return new LRUCache<string, Answer>({
    maxSize: bytesMax,
    sizeCalculation: ({ body }) => body.byteLength + overheadBytes,
  });
}
