import { readFile } from "node:fs/promises";
import { format, resolveConfig } from "prettier";
import { describe, expect, it } from "vitest";
import { referenceTable } from "../../src/rules/reference-table.ts";
import { rulesOf } from "./said.ts";

const path = "docs/rules.md";
const reference = await readFile(path, "utf8");

describe("docs/rules.md", () => {
  it("has the table that is made of the schema (npx tsx scripts/write-rules-schema.ts writes it)", async () => {
    const table = await format(referenceTable(), { ...(await resolveConfig(path)), filepath: path });
    expect(reference).toContain(`<!-- keys -->\n\n${table}\n<!-- end of keys -->`);
  });

  it("shows an example that holds, and that says something about every key at the top", () => {
    const [, example = ""] = /```yaml\n([^]*?)```/.exec(reference)!;
    expect(rulesOf(example)).toMatchObject({ gate: "verification", "separation-of-duties": true });
    expect([...example.matchAll(/^[\w-]+(?=:)/gm)].map(([key]) => key)).toEqual(Object.keys(rulesOf("")));
  });
});

describe("the table of keys", () => {
  const rows = referenceTable().split("\n");

  it.each([
    "| `start` | `manual`, `opened` or `label` | `manual` |",
    "| `roles` | mapping |  |",
    "| `roles.<role>.users` | list of at most 100: login | `[]` |",
    "| `roles.<role>.accept` | `manual` or `automatic` | `manual`; `automatic` for `test_auditor` |",
    "| `roles.<role>.call` | mapping | none |",
    "| `roles.<role>.call.mention` | `true` or `false` | `false` |",
    "| `testing.checks` | `all` or list of at most 100: name or mapping | `all` |",
    "| `testing.checks[].name` | name | must be there |",
    "| `limits.retries` | whole number from 0 to 100 | `5` |",
    "| `limits.phase-hours.<phase>` | number above 0, at most 8760 | none |",
  ])("has a row %s…", (start) => {
    expect(rows.filter((row) => row.startsWith(start))).toHaveLength(1);
  });

  it("has one row for each key, however many roles and phases have it", () => {
    const keys = rows.slice(2).map((row) => row.split(" | ")[0]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => key?.includes("code_writer"))).toEqual([]);
  });
});
