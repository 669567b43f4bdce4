import type { z } from "zod";
import { Problem } from "./problem.ts";

/** Makes the mark of the next page, which only Baton reads. */
export function toCursor(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** Reads a mark that was given back; undefined stays undefined. */
export function fromCursor<T>(cursor: string | undefined, schema: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (error) {
    const detail = "The cursor is none that Baton gave; leave it out to begin at the first page.";
    const errors = [{ in: "query", pointer: "/cursor", detail }];
    throw new Problem("invalid-request", { detail, more: { errors } }, { cause: error });
  }
}
