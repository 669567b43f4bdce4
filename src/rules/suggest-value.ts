import { isScalar, type ParsedNode, type Scalar } from "yaml";
import type { z } from "zod";
import { nearest } from "../workflow/nearest.ts";
import { shown } from "./shown.ts";
import { sameWord } from "./suggest-key.ts";

/** What a value that was refused was probably meant to be, as it is written in the file. */
export function suggestValue(issue: z.core.$ZodIssue, node: ParsedNode | null): string | null {
  if (!isScalar(node) || shown(node.source, lengthMax) !== node.source) return null;
  switch (issue.code) {
    case "invalid_union":
      return first(issue.errors.flat(), (inner) => suggestValue(inner, node));
    case "invalid_value":
      return suggestWord(String(node.value), issue.values.map(String));
    case "invalid_type":
      return ofType(issue.expected, node);
    case "invalid_format":
      return matching(String(issue.pattern), node.source);
    default:
      return null;
  }
}

const lengthMax = 100;

function suggestWord(given: string, words: readonly string[]): string | null {
  return sameWord(given, words) ?? nearest(given.toLowerCase(), words);
}

/** YAML 1.2 reads `007` as a number and `yes` as text, which surprises in both directions. */
function ofType(expected: string, { value, source }: Scalar.Parsed): string | null {
  switch (expected) {
    case "string":
      return value === null || typeof value === "string" ? null : JSON.stringify(source);
    case "boolean":
      return switches[source.toLowerCase()] ?? null;
    case "int":
    case "number":
      return typeof value === "string" && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? value.trim() : null;
    case "array":
      return value === null ? null : `[${/^\w[\w.-]*$/.test(source) ? source : JSON.stringify(source)}]`;
    default:
      return null;
  }
}

const switches: Readonly<Record<string, string>> = {
  yes: "true",
  on: "true",
  true: "true",
  no: "false",
  off: "false",
  false: "false",
};

/** Names are often given as they are written elsewhere: mentioned, with their address, with what is around them. */
function matching(pattern: string, source: string): string | null {
  const regex = new RegExp(pattern.slice(1, pattern.lastIndexOf("/")));
  const trimmed = source.trim();
  const afterSlash = trimmed.slice(trimmed.lastIndexOf("/") + 1);
  const candidates = [
    trimmed,
    trimmed.replace(/^@/, ""),
    trimmed.replace(/^\.?\//, ""),
    trimmed.replace(/\[bot\]$/, ""),
    afterSlash,
  ];
  return first(candidates, (candidate) => (regex.test(candidate) ? candidate : null));
}

function first<Item>(items: readonly Item[], read: (item: Item) => string | null): string | null {
  for (const item of items) {
    const found = read(item);
    if (found !== null) return found;
  }
  return null;
}
