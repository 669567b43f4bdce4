import { z } from "zod";
import { storedCommand } from "../commands/stored-command.ts";
import type { Request } from "./signal.ts";

const said = {
  sender: z.object({ id: z.int(), login: z.string(), type: z.enum(["User", "Bot"]) }),
  at: z.string().nullable(),
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

/** A request as text, for Postgres: its `text` holds every string but the NUL, which is taken out. */
export function storeRequest(request: Request): string {
  return JSON.stringify(request);
}

/** Reads a kept request; a problem where it is none, as after going back to an older Baton. */
export function parseRequest(text: string): Request | { readonly problem: string } {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : { problem: z.prettifyError(parsed.error) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
