import { z } from "zod";
import { storedCommand } from "../commands/stored-command.ts";
import type { Request } from "./signal.ts";
import { storedSaid } from "./stored-said.ts";

const schema: z.ZodType<Request> = z.discriminatedUnion("kind", [
  z.object({ ...storedSaid, kind: z.literal("commands"), commentId: z.int(), commands: z.array(storedCommand) }),
  z.object({ ...storedSaid, kind: z.literal("label"), change: z.enum(["added", "removed"]), label: z.string() }),
  z.object({
    ...storedSaid,
    kind: z.literal("button"),
    identifier: z.string(),
    headSha: z.string(),
    externalId: z.string().nullable(),
  }),
  z.object({ ...storedSaid, kind: z.literal("opened") }),
]);

/** A request as text for Postgres, which takes every text but a NUL: JSON writes one as an escape. */
export function storeRequest(request: Request): string {
  return JSON.stringify(request);
}

/** Reads a kept request; a problem where it is none, as after going back to an older Baton. */
export function parseRequest(text: string): Request | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "it is no JSON" };
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : { problem: z.prettifyError(parsed.error) };
}
