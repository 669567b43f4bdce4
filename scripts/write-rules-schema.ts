import { readFile, writeFile } from "node:fs/promises";
import { format, resolveConfig } from "prettier";
import { rulesJsonSchema } from "../src/rules/json-schema.ts";
import { referenceTable } from "../src/rules/reference-table.ts";

// Writes what is made of the rules' schema: the JSON Schema for editors, and the table in the reference.

const schemaPath = "docs/baton.schema.json";
await write(schemaPath, JSON.stringify(rulesJsonSchema()));

const referencePath = "docs/rules.md";
const reference = await readFile(referencePath, "utf8");
const [intro, , rest] = reference.split(/(?<=<!-- keys -->\n)([^]*)(?=<!-- end of keys -->)/);
if (intro === undefined || rest === undefined) {
  throw new Error(`${referencePath} has no place for the table; put <!-- keys --> and <!-- end of keys --> around it.`);
}
await write(referencePath, `${intro}\n${referenceTable()}\n\n${rest}`);

async function write(path: string, text: string): Promise<void> {
  await writeFile(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
