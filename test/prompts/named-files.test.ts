import { describe, expect, it } from "vitest";
import { readNamedFiles } from "../../src/prompts/read-named-files.ts";
import { namedPaths } from "../../src/rules/named-paths.ts";
import { parseRules } from "../../src/rules/parse-rules.ts";
import type { NamedFile, RepositoryFiles } from "../../src/rules/repository-files.ts";

const text = "start: manual\nhandoff-schemas:\n  planning: .github/plan.json\n  testing: .github/test.json\n";
const parsed = parseRules(text);
if (!parsed.ok) throw new Error("These are good rules.");
const { rules } = parsed;

const prompt = ".github/baton/prompts/code_writer.md";

function filesOf(contents: Readonly<Record<string, string | NamedFile>>): RepositoryFiles {
  return {
    read: (path) => {
      const found = contents[path] ?? ({ kind: "none" } as const);
      return Promise.resolve(typeof found === "string" ? { kind: "file", text: found } : found);
    },
    list: (folder) => {
      const names = Object.keys(contents).filter((path) => path.startsWith(`${folder}/`));
      return Promise.resolve(names.map((path) => path.slice(folder.length + 1)));
    },
  };
}

const good = { ".github/plan.json": "\uFEFF{}", ".github/test.json": "true", [prompt]: "Mine.\u0000\n{{ default }}\n" };

const read = (contents: Readonly<Record<string, string | NamedFile>>, only?: ReadonlySet<string>) =>
  readNamedFiles(filesOf({ ...good, ...contents }), {
    rules,
    text,
    schemaFault: (schema) => Promise.resolve(Reflect.has(Object(schema), "broken") ? "is broken" : null),
    ...(only === undefined ? {} : { only }),
  });

describe("the files that belong to rules", () => {
  it("are the schemas that they name and the prompts of all roles", () => {
    expect([...namedPaths(rules)].slice(0, 3)).toEqual([
      ".github/plan.json",
      ".github/test.json",
      ".github/baton/prompts/q_assistant.md",
    ]);
  });

  it("are read as they are, where there is nothing wrong with them", async () => {
    expect(await read({ [`${prompt}.orig`]: "{{ nothing }}" })).toEqual({
      schemas: { planning: {}, testing: true },
      prompts: { code_writer: "Mine.\uFFFD\n{{ default }}\n" },
      problems: [],
    });
  });

  it.each<[string, string | NamedFile, string]>([
    ["is not there", { kind: "none" }, "is not there"],
    [
      "is too large",
      { kind: "fault", fault: "too large" },
      "cannot be read, because the file is larger than 64 KiB; leave out what is not needed",
    ],
    ["is no JSON", "{", "is no JSON"],
    ["is a text", '"{}"', "is no JSON Schema, which is an object"],
    ["is a list", "[]", "is no JSON Schema, which is an object"],
    ["is nothing", "null", "is no JSON Schema, which is an object"],
    ["cannot be kept", '{ "a": "\\u0000" }', "contains NUL or half a surrogate pair, which cannot be stored (at a)"],
    [
      "is too large as it is kept",
      `{ "enum": [${Array(13_000).fill("1e20").join(",")}] }`,
      "is larger than 256 KiB as JSON",
    ],
    ["cannot be used", '{ "broken": true }', "is broken"],
  ])("are a problem where the rules name a schema that %s", async (_, file, what) => {
    const { problems, schemas } = await read({ ".github/test.json": file });
    expect(schemas).toEqual({ planning: {} });
    expect(problems).toMatchObject([{ line: 4, column: 12, path: "handoff-schemas.testing" }]);
    expect(problems[0]?.message).toContain(`names a file that cannot be used: .github/test.json ${what}`);
  });

  it("are a problem where a prompt cannot be read, or brings in a part that there is not", async () => {
    const { problems } = await read({ [prompt]: { kind: "fault", fault: "directory" } });
    expect(problems).toMatchObject([
      { line: 1, message: `The prompt ${prompt} cannot be read: there is a directory in the place of the file.` },
    ]);
    const unknown = await read({ [prompt]: "{{ defualt }}" });
    expect(unknown.problems[0]?.message).toContain(
      "has a line {{ defualt }}, which names no part. Parts are: default,",
    );
  });

  it("may be gone between a look at the folder and one at the file", async () => {
    expect((await read({ [prompt]: { kind: "none" } })).problems).toEqual([]);
  });

  it("are left alone where only others are asked about", async () => {
    const broken = { ".github/plan.json": "{", ".github/test.json": "{", [prompt]: "{{ nothing }}" };
    const ofPlan = await read(broken, new Set([".github/plan.json"]));
    expect(ofPlan.problems).toMatchObject([{ path: "handoff-schemas.planning" }]);
    expect((await read(broken, new Set([prompt]))).problems).toMatchObject([{ path: "" }]);
  });
});
