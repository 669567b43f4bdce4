import { basename, dirname, resolve } from "node:path";
import { readNamedFiles } from "../prompts/read-named-files.ts";
import { parseRules } from "../rules/parse-rules.ts";
import type { RulesProblem } from "../rules/problem.ts";
import type { Rules } from "../rules/schema.ts";
import { createSchemaChecker } from "../schemas/schema-checker.ts";
import { schemaFault } from "../schemas/schema-fault.ts";
import { filesBelow } from "./files-below.ts";
import type { ExitCode, Output } from "./output.ts";
import { readRulesFile } from "./read-rules-file.ts";

export type Format = "text" | "json";

/**
 * Prints what is wrong with a rules file, and with the files that belong to it. Those are looked for in the repository that the
 * file is in, which its own place tells.
 */
export async function checkRules(file: string, format: Format, output: Output): Promise<ExitCode> {
  const read = await readRulesFile(file);
  if (!read.ok) {
    output.error(`${file} ${read.problem}\n`);
    return 2;
  }
  const parsed = parseRules(read.text);
  const root = rootOf(file);
  const hasOthers = parsed.ok && Object.keys(parsed.rules["handoff-schemas"]).length > 0;
  if (hasOthers && root === null) {
    output.error(`${file} is not .github/baton.yml: the files that it names were not looked for.\n`);
  }
  const problems = parsed.ok ? await problemsAround(root, { ...parsed, text: read.text }) : parsed.problems;
  output.out(format === "json" ? asJson(file, problems) : asText(file, problems));
  return problems.length === 0 ? 0 : 1;
}

/** The repository's own folder; null where the file does not stand where GitHub would look for it. */
function rootOf(file: string): string | null {
  const place = resolve(file);
  const folder = dirname(place);
  return basename(place) === "baton.yml" && basename(folder) === ".github" ? dirname(folder) : null;
}

async function problemsAround(
  root: string | null,
  file: { readonly rules: Rules; readonly text: string },
): Promise<readonly RulesProblem[]> {
  if (root === null) return [];
  const checker = createSchemaChecker();
  try {
    const faultOf = (schema: unknown) => schemaFault(checker, schema);
    return (await readNamedFiles(filesBelow(root), { ...file, schemaFault: faultOf })).problems;
  } finally {
    await checker.stop();
  }
}

function asJson(file: string, problems: readonly RulesProblem[]): string {
  return `${JSON.stringify({ file, ok: problems.length === 0, problems })}\n`;
}

function asText(file: string, problems: readonly RulesProblem[]): string {
  if (problems.length === 0) return `${file}: the rules are good.\n`;
  return problems.map((problem) => `${file}:${problemLine(problem)}\n`).join("");
}

/** The form in which compilers print, so that editors and GitHub's problem matchers read it. */
export function problemLine({ line, column, message, suggestion }: RulesProblem): string {
  const meant = suggestion === null ? "" : ` Did you mean ${suggestion}?`;
  return `${String(line)}:${String(column)}: ${message}${meant}`;
}
