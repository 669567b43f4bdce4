import { fileProblem } from "../rules/file-problem.ts";
import { parseRules, rulesBytesMax } from "../rules/parse-rules.ts";
import type { RulesProblem } from "../rules/problem.ts";
import type { Rules } from "../rules/schema.ts";
import type { Client } from "./client.ts";
import { readFile } from "./read-file.ts";

export const rulesPath = ".github/baton.yml";

/** The rules file of a repository. `blobSha` is null where something else stands in its place. */
export type RulesFileRead =
  | { readonly kind: "none" }
  | { readonly kind: "good"; readonly rules: Rules; readonly text: string; readonly blobSha: string }
  | { readonly kind: "broken"; readonly problems: readonly RulesProblem[]; readonly blobSha: string | null };

/** Reads `.github/baton.yml` at a ref, on the default branch where none is given. */
export async function readRulesFile(
  client: Client,
  { fullName, ref }: { readonly fullName: string; readonly ref?: string },
): Promise<RulesFileRead> {
  const read = await readFile(client, { fullName, path: rulesPath, ref, bytesMax: rulesBytesMax });
  if (read.kind === "none") return read;
  if (read.kind === "fault") return { kind: "broken", problems: [fileProblem(read.fault)], blobSha: read.blobSha };
  const { blobSha } = read;
  const parsed = parseRules(read.text);
  if (!parsed.ok) return { kind: "broken", problems: parsed.problems, blobSha };
  return { kind: "good", rules: parsed.rules, text: read.text, blobSha };
}
