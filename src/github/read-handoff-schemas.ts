import { faultTexts } from "../rules/file-problem.ts";
import type { RulesProblem } from "../rules/problem.ts";
import type { Rules } from "../rules/schema.ts";
import { schemaProblem } from "../rules/schema-problem.ts";
import { jsonProblem } from "../workflow/json-problem.ts";
import { phases, type Phase } from "../workflow/states.ts";
import type { Client } from "./client.ts";
import { readFile } from "./read-file.ts";

const schemaBytesMax = 64 * 1024;

/** Why a JSON Schema cannot be used, as what follows its path in a sentence; null where it can. */
export type SchemaFault = (schema: unknown) => Promise<string | null>;

type ReadSchema = { readonly schema: unknown } | { readonly problem: string };

export interface SchemasRead {
  readonly schemas: Readonly<Partial<Record<Phase, unknown>>>;
  readonly problems: readonly RulesProblem[];
}

/** Reads the JSON Schemas that rules name, from the default branch. `text` is the rules file's, to point into. */
export async function readHandoffSchemas(
  client: Client,
  fullName: string,
  { rules, text, schemaFault }: { readonly rules: Rules; readonly text: string; readonly schemaFault: SchemaFault },
): Promise<SchemasRead> {
  const named = phases.flatMap((phase) => {
    const path = rules["handoff-schemas"][phase];
    return path === undefined ? [] : [{ phase, path }];
  });
  const read = await Promise.all(named.map(async ({ phase, path }) => ({ phase, path, ...(await readUsable(path)) })));
  async function readUsable(path: string): Promise<ReadSchema> {
    const one = await readSchema(client, fullName, path);
    const problem = "schema" in one ? await schemaFault(one.schema) : null;
    return problem === null ? one : { problem };
  }
  return {
    schemas: Object.fromEntries(read.flatMap((each) => ("schema" in each ? [[each.phase, each.schema]] : []))),
    problems: read.flatMap((each) => {
      return "problem" in each ? [schemaProblem(text, each.phase, `${each.path} ${each.problem}`)] : [];
    }),
  };
}

async function readSchema(client: Client, fullName: string, path: string): Promise<ReadSchema> {
  const read = await readFile(client, { fullName, path, bytesMax: schemaBytesMax });
  if (read.kind === "none") return { problem: "is not there on the default branch" };
  if (read.kind === "fault") return { problem: `cannot be read, because ${faultTexts[read.fault]}` };
  let schema: unknown;
  try {
    schema = JSON.parse(read.text.replace(/^\uFEFF/, ""));
  } catch {
    return { problem: "is no JSON" };
  }
  if (typeof schema !== "boolean" && (typeof schema !== "object" || schema === null || Array.isArray(schema))) {
    return { problem: "is no JSON Schema, which is an object" };
  }
  const problem = jsonProblem(schema);
  if (problem === null) return { schema };
  return { problem: `${problem.problem}${problem.path === "" ? "" : ` (at ${problem.path})`}` };
}
