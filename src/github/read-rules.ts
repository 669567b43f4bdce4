import { namesIn } from "../rules/names-in.ts";
import type { RulesRead } from "../rules/rules-read.ts";
import type { RuleSnapshot } from "../rules/snapshot.ts";
import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import { readHandoffSchemas, type SchemaFault } from "./read-handoff-schemas.ts";
import { readPrompts } from "./read-prompts.ts";
import { readRulesFile } from "./read-rules-file.ts";
import { resolveNames } from "./resolve-names.ts";

/**
 * Reads the rules on the default branch with everything that they name, as a whole: where a file that belongs to them is
 * broken, they are.
 *
 * @param of.known the rules that were read before; while the file stays as it was, names stand for whom they stood for then.
 */
export async function readRules(
  client: Client,
  fullName: string,
  { known, schemaFault }: { readonly known: RuleSnapshot | null; readonly schemaFault: SchemaFault },
): Promise<RulesRead> {
  try {
    const file = await readRulesFile(client, { fullName });
    if (file.kind !== "good") return file;
    const { rules, blobSha } = file;
    const [schemas, prompts] = await Promise.all([
      readHandoffSchemas(client, fullName, { ...file, schemaFault }),
      readPrompts(client, fullName),
    ]);
    const problems = [...schemas.problems, ...prompts.problems];
    if (problems.length > 0) return { kind: "broken", problems, blobSha };
    const ids = await resolveNames(client, namesIn(rules), known?.blobSha === blobSha ? known : null);
    const files = { schemas: schemas.schemas, prompts: prompts.prompts };
    return { kind: "good", snapshot: { blobSha, rules, ...ids, ...files } };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "refused" && failure.status === 403) return { kind: "refused", what: failure.message };
    throw error;
  }
}
