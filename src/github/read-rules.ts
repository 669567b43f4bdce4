import { readNamedFiles } from "../prompts/read-named-files.ts";
import { namesIn } from "../rules/names-in.ts";
import type { SchemaFault } from "../rules/read-handoff-schemas.ts";
import type { RulesRead } from "../rules/rules-read.ts";
import type { RuleSnapshot } from "../rules/snapshot.ts";
import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import { readRulesFile } from "./read-rules-file.ts";
import { repositoryFiles } from "./repository-files.ts";
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
    const named = { ...file, schemaFault };
    const { problems, ...files } = await readNamedFiles(repositoryFiles(client, { fullName }), named);
    if (problems.length > 0) return { kind: "broken", problems, blobSha };
    const ids = await resolveNames(client, namesIn(rules), known?.blobSha === blobSha ? known : null);
    return { kind: "good", snapshot: { blobSha, rules, ...ids, ...files } };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "refused" && failure.status === 403) return { kind: "refused", what: failure.message };
    throw error;
  }
}
