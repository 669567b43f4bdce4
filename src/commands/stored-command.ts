import { z } from "zod";
import { phases, states } from "../workflow/states.ts";
import type { ParsedCommand } from "./command.ts";

const text = z.string().nullable();

const result = z.record(z.string(), z.unknown()).nullable();

const problem = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("unknown"), suggestion: z.string() }),
  z.object({ kind: z.literal("missing_argument"), argument: z.string() }),
  z.object({ kind: z.literal("not_a_state"), given: z.string(), suggestion: text }),
  z.object({ kind: z.literal("unexpected_text"), given: z.string() }),
  z.object({ kind: z.literal("unknown_option"), given: z.string() }),
  z.object({ kind: z.literal("bad_json"), message: z.string() }),
  z.object({ kind: z.literal("too_many"), max: z.int() }),
]);

/** A command as it is kept until it is applied. */
export const storedCommand: z.ZodType<ParsedCommand> = z.discriminatedUnion("name", [
  z.object({ name: z.literal("start"), requirements: text }),
  z.object({
    name: z.literal("advance"),
    force: z.boolean(),
    notes: text,
    result,
  }),
  z.object({ name: z.literal("accept"), notes: text, result: result.default(null) }),
  z.object({ name: z.literal("retry"), phase: z.enum(phases).nullable(), reason: text }),
  z.object({ name: z.literal("rollback"), target: z.enum(states), reason: text }),
  z.object({ name: z.literal("fail"), reason: text }),
  z.object({ name: z.literal("hold"), reason: text }),
  z.object({ name: z.literal("unhold") }),
  z.object({ name: z.literal("reload") }),
  z.object({ name: z.literal("status") }),
  z.object({ name: z.literal("history") }),
  z.object({ name: z.literal("explain") }),
  z.object({ name: z.literal("cancel"), reason: text }),
  z.object({ name: z.literal("help") }),
  z.object({ name: z.literal("misread"), word: z.string(), problem }),
]);
