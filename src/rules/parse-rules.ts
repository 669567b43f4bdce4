import { firstOfEach } from "./first-of-each.ts";
import { issueFaults } from "./issue-faults.ts";
import { placesIn } from "./places-in.ts";
import { plainValue } from "./plain-value.ts";
import type { Fault, Place, RulesProblem } from "./problem.ts";
import { readYaml } from "./read-yaml.ts";
import { rulesSchema, type Rules } from "./schema.ts";

/** The most that a rules file may take, in bytes of UTF-8. */
export const rulesBytesMax = 64 * 1024;

/** Problems that are told at once; a file with more is no rules file at all. */
export const problemsMax = 50;

export type ParsedRules =
  { readonly ok: true; readonly rules: Rules } | { readonly ok: false; readonly problems: readonly RulesProblem[] };

/**
 * Reads the text of `.github/baton.yml`: all of it, or what is wrong with it, in the order of the file. What it leaves out has
 * its default, so an empty file is good. Total: no text makes it throw, and none makes it work long.
 */
export function parseRules(text: string): ParsedRules {
  if (isTooLarge(text)) return { ok: false, problems: [tooLarge] };
  // A mark of the byte order is no part of the first line.
  const file = text.replace(/^\uFEFF/, "");
  const placeOf = placesIn(file);
  const { contents, faults } = readYaml(file, placeOf);
  const plain = plainValue(contents);
  const parsed = rulesSchema.safeParse(plain.value ?? {});
  const issues = parsed.success ? [] : issueFaults(parsed.error.issues, contents, problemsMax);
  // One value can break several rules that say much the same.
  const all = firstOfEach(
    [...faults, ...plain.faults, ...issues],
    ({ offset, path = "" }) => `${String(offset)} ${path}`,
  );
  if (parsed.success && all.length === 0) return { ok: true, rules: parsed.data };
  const inOrder = all.sort((a, b) => a.offset - b.offset).slice(0, problemsMax);
  return { ok: false, problems: inOrder.map((fault) => toProblem(fault, placeOf(fault.offset))) };
}

function toProblem({ path = "", message, suggestion = null }: Fault, place: Place): RulesProblem {
  return { ...place, path, message, suggestion };
}

function isTooLarge(text: string): boolean {
  return text.length > rulesBytesMax || new TextEncoder().encode(text).length > rulesBytesMax;
}

const tooLarge: RulesProblem = {
  line: 1,
  column: 1,
  path: "",
  message: `The file is larger than ${String(rulesBytesMax / 1024)} KiB; leave out what is not needed.`,
  suggestion: null,
};
