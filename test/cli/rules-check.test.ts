import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { full } from "../rules/full.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "baton-cli-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function run(...args: readonly string[]) {
  const printed = { out: "", error: "" };
  const exitCode = await runCommandLine(
    args,
    { out: (text) => (printed.out += text), error: (text) => (printed.error += text) },
    { variables: {}, now: () => new Date() },
  );
  return { exitCode, ...printed };
}

async function fileWith(contents: string | Uint8Array): Promise<string> {
  const file = join(folder, "baton.yml");
  await writeFile(file, contents);
  return file;
}

const broken = "start: manual\nroles:\n  code-writer: {}\ncolor: red\n";
const known =
  "start, roles, testing, verification, deployment, gate, limits, separation-of-duties, handoff-schemas, without-workflow";

describe("baton rules check", () => {
  it("says that a good file is good, and ends with 0", async () => {
    const file = await fileWith(full);
    expect(await run("rules", "check", file)).toEqual({
      exitCode: 0,
      out: `${file}: the rules are good.\n`,
      error: `${file} is not .github/baton.yml: the files that it names were not looked for.\n`,
    });
  });

  it("prints a line for each problem, with place and suggestion, and ends with 1", async () => {
    const file = await fileWith(broken);
    expect(await run("rules", "check", file)).toEqual({
      exitCode: 1,
      out:
        `${file}:3:3: roles.code-writer is no key of the rules. Did you mean code_writer?\n` +
        `${file}:4:1: color is no key of the rules; known here: ${known}.\n`,
      error: "",
    });
  });

  it("prints the same for machines", async () => {
    const file = await fileWith(broken);
    const bad = await run("rules", "check", "--format", "json", file);
    expect({ ...bad, out: JSON.parse(bad.out) as unknown }).toEqual({
      exitCode: 1,
      out: {
        file,
        ok: false,
        problems: [
          {
            line: 3,
            column: 3,
            path: "roles.code-writer",
            message: "roles.code-writer is no key of the rules.",
            suggestion: "code_writer",
          },
          {
            line: 4,
            column: 1,
            path: "color",
            message: `color is no key of the rules; known here: ${known}.`,
            suggestion: null,
          },
        ],
      },
      error: "",
    });
    await fileWith("start: opened\n");
    const good = await run("rules", "check", file, "--format", "json");
    expect(good).toEqual({ exitCode: 0, out: `${JSON.stringify({ file, ok: true, problems: [] })}\n`, error: "" });
  });

  it.each([
    ["that is not there", () => Promise.resolve(join(folder, "none.yml")), "cannot be read (ENOENT)"],
    ["that is a folder", () => Promise.resolve(folder), "cannot be read (EISDIR)"],
    ["in another encoding", () => fileWith(Buffer.from("start: caf\u00e9", "latin1")), "is not UTF-8"],
  ])("ends with 2 for a file %s", async (_, place, problem) => {
    const file = await place();
    const { exitCode, out, error } = await run("rules", "check", file);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(error).toContain(`${file} ${problem}`);
  });

  it("refuses a file that is too large, though it ends in the middle of a character", async () => {
    const file = await fileWith(`# ${"€".repeat(100_000)}`);
    expect(await run("rules", "check", file)).toEqual({
      exitCode: 1,
      out: `${file}:1:1: The file is larger than 64 KiB; leave out what is not needed.\n`,
      error: "",
    });
  });
});

describe("baton rules check, in a repository", () => {
  const place = ".github/baton.yml";
  const naming = "handoff-schemas:\n  planning: .github/plan.json\n";
  let count = 0;

  /** The rules file of a new repository with these files; `→` makes a link. */
  async function repositoryWith(files: Readonly<Record<string, string>>): Promise<string> {
    count += 1;
    const root = join(folder, `repository-${String(count)}`);
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      if (content.startsWith("→")) await symlink(content.slice(1), join(root, path));
      else await writeFile(join(root, path), content);
    }
    return join(root, place);
  }

  const prompts = ".github/baton/prompts";

  it("looks at the files that belong to the rules", async () => {
    const file = await repositoryWith({
      [place]: naming,
      ".github/plan.json": '{ "required": ["plan"] }',
      [`${prompts}/code_writer.md`]: "Mine.\n",
      [`${prompts}/linked.md`]: "→code_writer.md",
    });
    expect(await run("rules", "check", file)).toEqual({
      exitCode: 0,
      out: `${file}: the rules are good.\n`,
      error: "",
    });
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      "is not there",
      {},
      "2:13: handoff-schemas.planning names a file that cannot be used: .github/plan.json is not there",
    ],
    ["is below a file", { ".github/plan.json": "→baton.yml/plan.json" }, "2:13: "],
    ["is no JSON Schema", { ".github/plan.json": '{ "type": "nothing" }' }, "is no valid JSON Schema"],
    ["is a folder", { ".github/plan.json/nested.json": "{}" }, "there is a directory in the place of the file"],
    ["is somewhere else", { ".github/plan.json": "→../../latin1" }, "a symbolic link that leads nowhere"],
    ["is too large", { ".github/plan.json": `"${"x".repeat(70_000)}"` }, "the file is larger than 64 KiB"],
    ["is in another encoding", { ".github/plan.json": "→../latin1" }, "the file is not UTF-8"],
    [
      "is a prompt with a part that there is not",
      { ".github/plan.json": "{}", [`${prompts}/code_writer.md`]: "{{ defualt }}" },
      `1:1: The prompt ${prompts}/code_writer.md has a line {{ defualt }}`,
    ],
  ])("says which file %s", async (_, files, said) => {
    const file = await repositoryWith({ [place]: naming, ...files });
    for (const place of [folder, dirname(dirname(file))]) {
      await writeFile(join(place, "latin1"), Buffer.from("caf\u00e9", "latin1"));
    }
    const { exitCode, out } = await run("rules", "check", file);
    expect(exitCode).toBe(1);
    expect(out).toContain(said);
    expect(out.startsWith(`${file}:`)).toBe(true);
  });
});

describe("the command line", () => {
  it.each([
    ["no file", ["rules", "check"], "missing required argument 'file'"],
    ["an unknown format", ["rules", "check", "a.yml", "--format", "xml"], "Allowed choices are text, json"],
    ["an unknown command", ["ruels"], "Did you mean rules?"],
    ["nothing", [], "Usage: baton"],
  ])("ends with 2 and says what there is, given %s", async (_, args, text) => {
    const { exitCode, error } = await run(...args);
    expect(exitCode).toBe(2);
    expect(error).toContain(text);
  });

  it("explains itself", async () => {
    const { exitCode, out } = await run("rules", "check", "--help");
    expect(exitCode).toBe(0);
    expect(out).toContain("Usage: baton rules check [options] <file>");
  });

  it("is what npm run baton runs", async () => {
    const file = await fileWith(broken);
    const args = ["--import", "tsx", "src/cli/main.ts", "rules", "check", file];
    const ended = promisify(execFile)(process.execPath, args);
    await expect(ended).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining(`${file}:3:3: `) });
  });
});
