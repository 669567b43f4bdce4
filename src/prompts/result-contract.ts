import { z } from "zod";
import { jsonBytesMax } from "../workflow/json-problem.ts";
import { phaseResultSchemas, verdictKeys } from "../workflow/phase-results.ts";
import type { Phase } from "../workflow/states.ts";

/** A JSON Schema that a repository keeps for the results of a phase, and the file that it stands in. */
export interface OwnSchema {
  readonly path: string;
  readonly schema: unknown;
}

/** What the result of a phase may hold, told by the very schema that checks it. */
export function resultContract(phase: Phase, own: OwnSchema | null): string {
  const { properties } = z.toJSONSchema(phaseResultSchemas[phase], { io: "input" });
  const lines = Object.entries(properties as Readonly<Record<string, Schema>>).map(([key, schema]) =>
    line(key, schema),
  );
  const verdict = verdictKeys[phase];
  const about = [
    `A JSON object of at most ${String(jsonBytesMax / 1024)} KiB. These keys are known, and none of them is demanded by Baton;`,
    "leave one out only if there is nothing to say. Keys of your own are handed on as well. Link to what is large.",
    ...(verdict === undefined ? [] : [`\`${verdict}: false\` does not complete the phase: it is refused.`]),
  ].join(" ");
  return [about, lines.join("\n"), ...(own === null ? [] : [ownContract(own)])].join("\n\n");
}

const schemaMax = 20_000;

function ownContract({ path, schema }: OwnSchema): string {
  const json = JSON.stringify(schema, null, 2);
  const opening = `This repository demands more: the result must also satisfy the JSON Schema in \`${path}\``;
  if (json.length > schemaMax)
    return `${opening}. It is too long to be shown here; read it there, on the default branch.`;
  return `${opening}, or it is refused:\n\n${fence(json)}`;
}

/** A fence longer than any run of backticks in the text. */
function fence(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}json\n${text}\n${marks}`;
}

type Schema = z.core.JSONSchema.JSONSchema;

function line(key: string, schema: Schema): string {
  return `- \`${key}\` (${anyOf(kindsOf(schema))}): ${String(schema.description)}`;
}

function kindsOf({ anyOf, type, minimum, maximum }: Schema): readonly string[] {
  if (anyOf !== undefined) return anyOf.flatMap((each) => kindsOf(each));
  const range = minimum === undefined ? "" : ` from ${String(minimum)} to ${String(maximum)}`;
  return [type].flat().map((kind) => `${kindNames[String(kind)]}${range}`);
}

const kindNames: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "an object",
  number: "a number",
  boolean: "true or false",
};

function anyOf(kinds: readonly string[]): string {
  return kinds.length < 2 ? kinds.join("") : `${kinds.slice(0, -1).join(", ")} or ${String(kinds.at(-1))}`;
}
