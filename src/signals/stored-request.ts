import { z } from "zod";
import { storedCommand } from "../commands/stored-command.ts";
import type { Request } from "./signal.ts";

const said = {
  sender: z.object({
    id: z.int(),
    login: z.string(),
    type: z.enum(["User", "Bot"]),
    // What was kept before bots could hold a role has none.
    slug: z.string().nullable().default(null),
  }),
  at: z.iso.datetime({ offset: true }).nullable(),
};

const schema: z.ZodType<Request> = z.discriminatedUnion("kind", [
  z.object({ ...said, kind: z.literal("commands"), commentId: z.int(), commands: z.array(storedCommand) }),
  z.object({ ...said, kind: z.literal("label"), change: z.enum(["added", "removed"]), label: z.string() }),
  z.object({
    ...said,
    kind: z.literal("button"),
    identifier: z.string(),
    headSha: z.string(),
    externalId: z.string().nullable(),
  }),
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
