import { isMap, isSeq, type ParsedNode, type Scalar } from "yaml";
import { joinPath, subject } from "./path.ts";
import type { Fault } from "./problem.ts";

/** What stands in a document, as plain data, and what no schema sees once it is plain: keys given twice, lost characters. */
export function plainValue(node: ParsedNode | null): { readonly value: unknown; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  return { value: plain(node, "", faults), faults };
}

function plain(node: ParsedNode | null, path: string, faults: Fault[]): unknown {
  if (node === null) return null;
  if (isSeq<ParsedNode>(node)) return node.items.map((item, index) => plain(item, joinPath(path, index), faults));
  if (!isMap<Scalar.Parsed, ParsedNode | null>(node)) return scalar(node as Scalar.Parsed, path, faults);
  const entries = new Map<string, unknown>();
  for (const { key, value } of node.items) {
    const name = String(key.value);
    const place = joinPath(path, name);
    if (entries.has(name)) faults.push({ offset: key.range[0], path: place, message: `${place} is there twice.` });
    entries.set(name, plain(value, place, faults));
  }
  // An own property of every key, `__proto__` too: what is unknown must be seen to be refused.
  return Object.fromEntries(entries);
}

function scalar(node: Scalar.Parsed, path: string, faults: Fault[]): unknown {
  if (typeof node.value === "string" && unwritable.test(node.value)) {
    const message = `${subject(path)} holds a line break or another character that cannot be seen; leave it out.`;
    faults.push({ offset: node.range[0], path, message });
  }
  return node.value;
}

/** Control characters, line breaks too, and halves of a surrogate pair. */
const unwritable = /[\p{Cc}\p{Cs}]/u;
