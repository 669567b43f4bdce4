import { phases } from "../workflow/states.ts";
import { roles } from "../workflow/roles.ts";
import { rulesJsonSchema, type JsonSchema } from "./json-schema.ts";

/** One key of the rules, as the schema describes it. */
export interface RulesKey {
  readonly name: string;
  /** Where it stands, with `[]` for any entry of a list: `testing.checks[].name`. */
  readonly path: string;
  /** The same with `<role>` and `<phase>` for any of them, so that keys which mean the same have the same. */
  readonly anyPath: string;
  /** The path of what it is a key of; empty at the top. */
  readonly parent: string;
  readonly isRequired: boolean;
  readonly schema: JsonSchema;
}

/** Every key of the rules, each before those below it. */
export const rulesKeys: readonly RulesKey[] = keysBelow(rulesJsonSchema(), { path: "", anyPath: "" });

type Paths = Pick<RulesKey, "path" | "anyPath">;

function keysBelow(schema: JsonSchema, at: Paths): readonly RulesKey[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const isRequired = schema.required?.includes(name) ?? false;
    const key = { ...toKey(name, at), isRequired, schema: inner as JsonSchema };
    return [key, ...keysBelow(key.schema, key)];
  });
  const choices = (schema.anyOf ?? []).flatMap((choice) => keysBelow(choice, at));
  const entries = schema.items === undefined ? [] : keysBelow(schema.items as JsonSchema, entryOf(at));
  return [...own, ...choices, ...entries];
}

function toKey(name: string, { path, anyPath }: Paths): Pick<RulesKey, "name" | "path" | "anyPath" | "parent"> {
  const step =
    path === "roles" && isOneOf(roles, name) ? "<role>" : path !== "" && isOneOf(phases, name) ? "<phase>" : name;
  return { name, path: join(path, name), anyPath: join(anyPath, step), parent: path };
}

function entryOf({ path, anyPath }: Paths): Paths {
  return { path: `${path}[]`, anyPath: `${anyPath}[]` };
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function isOneOf(words: readonly string[], word: string): boolean {
  return words.includes(word);
}
