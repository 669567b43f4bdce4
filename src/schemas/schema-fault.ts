import type { SchemaChecker } from "./schema-checker.ts";

/** Why a JSON Schema cannot be used, as what follows its name in a sentence; null where it can. */
export async function schemaFault(checker: Pick<SchemaChecker, "ask">, schema: unknown): Promise<string | null> {
  const answer = await checker.ask({ schema });
  if (answer.kind === "unusable") return answer.problem;
  return answer.kind === "too_much" ? "is too large or too deep to be compiled within a second" : null;
}
