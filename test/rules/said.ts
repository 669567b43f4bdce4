import { expect } from "vitest";
import { parseRules } from "../../src/rules/parse-rules.ts";
import type { RulesProblem } from "../../src/rules/problem.ts";
import type { Rules } from "../../src/rules/schema.ts";

/** What is wrong with a file, a line for each: `line:column message → suggestion`. */
export function said(text: string): readonly string[] {
  return problemsOf(text).map(({ line, column, message, suggestion }) => {
    return `${String(line)}:${String(column)} ${message}${suggestion === null ? "" : ` → ${suggestion}`}`;
  });
}

function problemsOf(text: string): readonly RulesProblem[] {
  const parsed = parseRules(text);
  return parsed.ok ? [] : parsed.problems;
}

export function rulesOf(text: string): Rules {
  const parsed = parseRules(text);
  expect(parsed, text).toMatchObject({ ok: true });
  if (!parsed.ok) throw new Error("unreachable");
  return parsed.rules;
}
