import type { JsonSchema } from "./json-schema.ts";
import { rulesKeys, type RulesKey } from "./rules-keys.ts";
import { alternatives } from "./values.ts";

/** The table of docs/rules.md: every key, what it takes, what holds without it and what it does. */
export function referenceTable(): string {
  const groups = groupBy(rulesKeys, ({ anyPath, schema }) => `${anyPath} ${String(schema.description)}`);
  return ["| Key | Type | Default | What it does |", "|---|---|---|---|", ...groups.map(row)].join("\n");
}

/** Keys that mean the same share a row. */
function row(keys: readonly RulesKey[]): string {
  const [{ path, anyPath, schema }] = keys as [RulesKey];
  const name = keys.length === 1 ? path : anyPath;
  return `| \`${name}\` | ${typeText(schema)} | ${defaultText(keys)} | ${String(schema.description)} |`;
}

function typeText(schema: JsonSchema): string {
  const { type, enum: values, const: value, anyOf, items } = schema;
  if (values !== undefined) return alternatives(values.map(code));
  if (value !== undefined) return code(value);
  if (anyOf !== undefined) return alternatives(anyOf.map(typeText));
  if (type === "array") return `list of at most ${String(schema.maxItems)}: ${typeText(items as JsonSchema)}`;
  if (type === "integer") return `whole number from ${String(schema.minimum)} to ${String(schema.maximum)}`;
  if (type === "number") return `number above ${String(schema.exclusiveMinimum)}, at most ${String(schema.maximum)}`;
  if (type === "boolean") return "`true` or `false`";
  return type === "object" ? "mapping" : String(schema.title);
}

/** The default of most, then those that differ. */
function defaultText(keys: readonly RulesKey[]): string {
  const groups = groupBy(keys, oneDefault).sort((a, b) => b.length - a.length);
  const texts = groups.map((group, index) => {
    const text = oneDefault(group[0] as RulesKey);
    return index === 0 ? text : `${text} for ${alternatives(group.map(whichOne))}`;
  });
  return texts.join("; ");
}

function oneDefault({ schema, isRequired }: RulesKey): string {
  if (schema.default === undefined) return isRequired ? "must be there" : "none";
  return schema.type === "object" ? "" : code(schema.default);
}

/** What stands in a key's path where its group has `<role>` or `<phase>`. */
function whichOne({ path, anyPath }: RulesKey): string {
  const steps = path.split(".");
  return code(steps[anyPath.split(".").findIndex((step) => step.startsWith("<"))]);
}

function code(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}
