import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { commandsDoc, commandsDocPath } from "../../scripts/write-commands-doc.ts";
import { commandTable } from "../../src/commands/grammar.ts";
import { parseCommands } from "../../src/commands/parse.ts";
import { storedCommand } from "../../src/commands/stored-command.ts";

describe("the grammar", () => {
  it.each(commandTable)("has an example of $name that is read as such", ({ name, usage, example }) => {
    expect(parseCommands(example)).toMatchObject([{ name }]);
    expect(usage.split(" ")[0]).toBe(`/${name}`);
  });

  it("has every command that can be stored, once", () => {
    const names = commandTable.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(storedCommand.safeParse(parseCommands(`/${name} planning`)[0]).success).toBe(true);
  });

  it("needs no escape in a table", () => {
    for (const row of commandTable) expect(`${row.usage}${row.summary}${row.who}${row.example}`).not.toMatch(/[|\n]/);
  });
});

describe("docs/commands.md", () => {
  it("is as the grammar makes it (npx tsx scripts/write-commands-doc.ts)", async () => {
    expect(await readFile(commandsDocPath, "utf8")).toBe(await commandsDoc());
  });

  it("names every command", async () => {
    const doc = await readFile(commandsDocPath, "utf8");
    for (const { usage } of commandTable) expect(doc).toContain(`\`${usage}\``);
  });

  it("shows comments that are read as it says", async () => {
    const doc = await readFile(commandsDocPath, "utf8");
    const shown = Array.from(doc.matchAll(/^(`{3,})markdown\n([^]*?)\n\1$/gm), ([, , comment = ""]) => comment);
    expect(shown.flatMap(parseCommands)).toMatchObject([
      { name: "start", requirements: expect.stringMatching(/^Customers can pay by card\.\n\n- .*\n- .*$/) },
      { name: "advance", notes: "All green.", result: { all_tests_passed: true } },
    ]);
  });
});
