import { z } from "zod";
import type { RulesProblem } from "./problem.ts";

/** Why a repository's rules file does not count as it is now. JSON: it is kept with the repository. */
export type RulesTrouble =
  | { readonly kind: "broken"; readonly problems: readonly RulesProblem[] }
  /** GitHub does not let it be read; `what` is its message. */
  | { readonly kind: "refused"; readonly what: string };

const problem = z.object({
  line: z.int(),
  column: z.int(),
  path: z.string(),
  message: z.string(),
  suggestion: z.string().nullable(),
});

const stored: z.ZodType<RulesTrouble> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("broken"), problems: z.array(problem) }),
  z.object({ kind: z.literal("refused"), what: z.string() }),
]);

/** Reads kept trouble; null where there is none, or where another version of Baton wrote it in another form. */
export function readTrouble(value: unknown): RulesTrouble | null {
  return stored.safeParse(value).data ?? null;
}
