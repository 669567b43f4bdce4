import { isScalar, type ParsedNode } from "yaml";
import type { z } from "zod";
import { findNode, offsetOf, type FoundNode } from "./find-node.ts";
import { joinPath, subject } from "./path.ts";
import type { Fault } from "./problem.ts";
import { knownKeys, suggestKey } from "./suggest-key.ts";
import { suggestValue } from "./suggest-value.ts";

type Issue = z.core.$ZodIssue;

/** What the schema has against a document, each with where it is said. At most `most` of them. */
export function issueFaults(issues: readonly Issue[], contents: ParsedNode | null, most: number): readonly Fault[] {
  const meant = issues.flatMap(asMeant).flatMap(oneKeyEach).slice(0, most);
  return meant.map((issue) => asFault(issue, contents));
}

/** Of a value that may be one of several kinds, what is wrong with the kind that it is; all kinds if it is none. */
function asMeant(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const kind = issue.errors.find((inner) => !inner.some(isOfAnotherKind));
  if (kind === undefined) return [issue];
  return kind.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })).flatMap(asMeant);
}

function isOfAnotherKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === "invalid_type" || code === "invalid_value");
}

function oneKeyEach(issue: Issue): readonly Issue[] {
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue];
}

function asFault(issue: Issue, contents: ParsedNode | null): Fault {
  if (issue.code === "unrecognized_keys") return unknownKey(issue, contents);
  const found = findNode(contents, issue.path);
  const path = issue.path.reduce<string>(joinPath, "");
  return {
    offset: offsetOf(found),
    path,
    message: sentence(path, issue.message, found),
    suggestion: found.isThere ? suggestValue(issue, found.value) : null,
  };
}

function unknownKey({ keys, path }: z.core.$ZodIssueUnrecognizedKeys, contents: ParsedNode | null): Fault {
  const [key] = keys as [string];
  const place = joinPath(path.reduce<string>(joinPath, ""), key);
  const suggestion = suggestKey(key, path);
  const offset = offsetOf({ ...findNode(contents, [...path, key]), value: null });
  if (key === "<<") return { offset, path: place, message: "Merge keys are not read in rules; write the keys out." };
  const known = suggestion === null ? `; known here: ${knownKeys(path).join(", ")}` : "";
  return { offset, path: place, message: `${place} is no key of the rules${known}.`, suggestion };
}

function sentence(path: string, demand: string, { value, isThere }: FoundNode): string {
  if (!isThere) return `${path} is missing: it ${demand}.`;
  if (isScalar(value) ? value.value === null : value === null) {
    return `${path} is empty: it ${demand}, or leave it out.`;
  }
  return `${subject(path)} ${demand}.`;
}
