import { parseRules, type ParsedRules } from "../rules/parse-rules.ts";
import type { RulesProblem } from "../rules/problem.ts";
import type { ExitCode, Output } from "./output.ts";
import { readRulesFile } from "./read-rules-file.ts";

export type Format = "text" | "json";

/** Prints what is wrong with a rules file. */
export async function checkRules(file: string, format: Format, output: Output): Promise<ExitCode> {
  const read = await readRulesFile(file);
  if (!read.ok) {
    output.error(`${file} ${read.problem}\n`);
    return 2;
  }
  const parsed = parseRules(read.text);
  output.out(format === "json" ? asJson(file, parsed) : asText(file, parsed));
  return parsed.ok ? 0 : 1;
}

function asJson(file: string, parsed: ParsedRules): string {
  return `${JSON.stringify({ file, ok: parsed.ok, problems: parsed.ok ? [] : parsed.problems })}\n`;
}

function asText(file: string, parsed: ParsedRules): string {
  if (parsed.ok) return `${file}: the rules are good.\n`;
  return parsed.problems.map((problem) => `${file}:${problemLine(problem)}\n`).join("");
}

/** The form in which compilers print, so that editors and GitHub's problem matchers read it. */
export function problemLine({ line, column, message, suggestion }: RulesProblem): string {
  const meant = suggestion === null ? "" : ` Did you mean ${suggestion}?`;
  return `${String(line)}:${String(column)}: ${message}${meant}`;
}
