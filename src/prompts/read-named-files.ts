import type { RulesProblem } from "../rules/problem.ts";
import { readHandoffSchemas, type NamingSchemas, type SchemasRead } from "../rules/read-handoff-schemas.ts";
import type { RepositoryFiles } from "../rules/repository-files.ts";
import { readPrompts, type PromptsRead } from "./read-prompts.ts";

/** The files that belong to rules, and what is wrong with them. */
export interface NamedFilesRead {
  readonly schemas: SchemasRead["schemas"];
  readonly prompts: PromptsRead["prompts"];
  readonly problems: readonly RulesProblem[];
}

/**
 * Reads the files that belong to rules.
 *
 * @param named.only paths; the other files are left alone.
 */
export async function readNamedFiles(files: RepositoryFiles, named: NamingSchemas): Promise<NamedFilesRead> {
  const [{ schemas, ...ofSchemas }, { prompts, ...ofPrompts }] = await Promise.all([
    readHandoffSchemas(files, named),
    readPrompts(files, named),
  ]);
  return { schemas, prompts, problems: [...ofSchemas.problems, ...ofPrompts.problems] };
}
