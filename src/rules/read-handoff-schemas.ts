import { jsonProblem } from "../workflow/json-problem.ts";
import { phases, type Phase } from "../workflow/states.ts";
import { faultTexts } from "./file-problem.ts";
import type { RulesProblem } from "./problem.ts";
import type { RepositoryFiles } from "./repository-files.ts";
import { schemaProblem } from "./schema-problem.ts";
import type { Rules } from "./schema.ts";

/** Why a JSON Schema cannot be used, as what follows its path in a sentence; null where it can. */
export type SchemaFault = (schema: unknown) => Promise<string | null>;

type ReadSchema = { readonly schema: unknown } | { readonly problem: string };

export interface SchemasRead {
  readonly schemas: Readonly<Partial<Record<Phase, unknown>>>;
  readonly problems: readonly RulesProblem[];
}

/** Rules that name JSON Schemas. */
export interface NamingSchemas {
  readonly rules: Rules;
  /** The rules file's, for problems to point into. */
  readonly text: string;
  readonly schemaFault: SchemaFault;
  /** Paths; files that are not among them are left alone. */
  readonly only?: ReadonlySet<string>;
}

/** Reads the JSON Schemas that rules name. */
export async function readHandoffSchemas(
  files: RepositoryFiles,
  { rules, text, schemaFault, only }: NamingSchemas,
): Promise<SchemasRead> {
  const named = phases.flatMap((phase) => {
    const path = rules["handoff-schemas"][phase];
    return path === undefined || only?.has(path) === false ? [] : [{ phase, path }];
  });
  const read = await Promise.all(named.map(async ({ phase, path }) => ({ phase, path, ...(await readUsable(path)) })));
  async function readUsable(path: string): Promise<ReadSchema> {
    const one = await readSchema(files, path);
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

async function readSchema(files: RepositoryFiles, path: string): Promise<ReadSchema> {
  const read = await files.read(path);
  if (read.kind === "none") return { problem: "is not there" };
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
