import { isNode, LineCounter, parseDocument, type ParsedNode } from "yaml";
import type { z } from "zod";
import { findNode, offsetOf } from "../rules/find-node.ts";
import { joinPath, subject } from "../rules/path.ts";
import type { Place } from "../rules/problem.ts";
import { scriptSchema, type Script } from "./script-schema.ts";

/** The most that a file of events may take, in UTF-16 units. */
const scriptLengthMax = 4 * 1024 * 1024;

/** Problems that are told at once. */
const problemsMax = 50;

interface ScriptProblem extends Place {
  readonly message: string;
}

export type ReadScript =
  | {
      readonly ok: true;
      readonly script: Script;
      /** Where each event stands. */
      readonly lines: readonly number[];
    }
  | { readonly ok: false; readonly problems: readonly ScriptProblem[] };

/** Reads a file of events, YAML or JSON: all of it, or what is wrong with it and where. */
export function readScript(text: string): ReadScript {
  if (text.length > scriptLengthMax) return refuse([{ line: 1, column: 1, message: "The file is too large." }]);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, stringKeys: true, merge: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    return refuse(
      document.errors.map(({ pos: [offset], message }) => ({ ...placeAt(offset), message: firstLine(message) })),
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    return refuse([
      { line: 1, column: 1, message: "The file uses aliases (`*name`), which are not read; write them out." },
    ]);
  }
  const contents = document.contents;
  const parsed = scriptSchema.safeParse(value ?? {});
  if (parsed.success) return { ok: true, script: parsed.data, lines: linesOf(contents as ParsedNode, placeAt) };
  const issues = parsed.error.issues.flatMap(oneKeyEach);
  return refuse(issues.map((issue) => ({ ...placeOf(issue, contents, placeAt), message: messageOf(issue) })));
}

function refuse(problems: readonly ScriptProblem[]): ReadScript {
  return { ok: false, problems: problems.slice(0, problemsMax) };
}

function firstLine(message: string): string {
  return `${message.replace(/\n[^]*$/, "").replace(/ at line \d+, column \d+:?$/, "")}.`;
}

function oneKeyEach(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue];
}

function messageOf(issue: z.core.$ZodIssue): string {
  const path = pathOf(issue).reduce<string>(joinPath, "");
  if (issue.code === "unrecognized_keys") return `${path} is not known here.`;
  const { message } = issue;
  return `${subject(path)} ${message.startsWith("must ") ? message : `is not as it must be: ${message}`}.`;
}

function pathOf(issue: z.core.$ZodIssue): readonly PropertyKey[] {
  return issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys] : issue.path;
}

function placeOf(issue: z.core.$ZodIssue, contents: ParsedNode | null, placeAt: (offset: number) => Place): Place {
  if (contents === null) return placeAt(0);
  return placeAt(offsetOf(findNode(contents, reachable(contents, pathOf(issue)))));
}

/** The part of a path that leads through mappings and lists: an event that is only a name has nothing below it. */
function reachable(contents: ParsedNode, path: readonly PropertyKey[]): readonly PropertyKey[] {
  let node: unknown = contents;
  for (const [index, step] of path.entries()) {
    const inner: unknown = isNode(node) && "get" in node ? node.get(step, true) : undefined;
    if (!isNode(inner)) return path.slice(0, index);
    node = inner;
  }
  return path;
}

function linesOf(contents: ParsedNode, placeAt: (offset: number) => Place): readonly number[] {
  const { value } = findNode(contents, ["events"]);
  const items = (value as unknown as { readonly items: readonly ParsedNode[] }).items;
  return items.map((item) => placeAt(item.range[0]).line);
}
