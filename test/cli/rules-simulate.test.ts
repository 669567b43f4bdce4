import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/cli/command-line.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "baton-cli-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function simulate(
  files: { readonly rules?: string; readonly events?: string | Uint8Array },
  ...more: readonly string[]
) {
  const [rules, events] = [join(folder, "rules.yml"), join(folder, "events.yml")];
  await writeFile(rules, files.rules ?? "");
  await writeFile(events, files.events ?? "events: [push]");
  const printed = { out: "", error: "" };
  const output = { out: (text: string) => (printed.out += text), error: (text: string) => (printed.error += text) };
  const surroundings = { variables: {}, now: () => new Date() };
  const args = ["rules", "simulate", "--rules", rules, "--events", events, ...more];
  const exitCode = await runCommandLine(args, output, surroundings);
  const [out, error] = [printed.out, printed.error].map((text) => text.replaceAll(`${folder}/`, ""));
  return { exitCode, out, error };
}

describe("baton rules simulate", () => {
  it("prints the example of docs/simulate.md as it stands there", async () => {
    const doc = await readFile("docs/simulate.md", "utf8");
    const block = (info: string) => doc.split(`\`\`\`${info}\n`)[1]?.split("```\n")[0];
    const [rules = "", events = ""] = [block("yaml rules"), block("yaml events")];
    expect(await simulate({ rules, events })).toEqual({ exitCode: 0, out: block("text"), error: "" });
  });

  it("prints steps as data", async () => {
    const { out } = await simulate({}, "--format", "json");
    expect(JSON.parse(out ?? "")).toMatchObject({
      steps: [{ line: 1, what: "commits are pushed", state: null, outcomes: [{ kind: "stands" }] }],
    });
  });

  it("prints what is wrong with the files, each with its place, and ends with 1", async () => {
    expect(await simulate({ rules: "start: manul", events: "events:\n  - wait: ever" })).toEqual({
      exitCode: 1,
      out: "",
      error: [
        "rules.yml:1:8: start must be manual, opened or label. Did you mean manual?",
        "events.yml:2:11: events[0].wait must be a time, as in 30 s, 10 min, 2 h or 3 d.",
        "",
      ].join("\n"),
    });
  });

  it.each([
    ["events", "none.yml", "cannot be read (ENOENT)"],
    ["rules", "none.yml", "cannot be read (ENOENT)"],
  ])("ends with 2 where there are no %s", async (option, name, problem) => {
    const { exitCode, error } = await simulate({}, `--${option}`, join(folder, name));
    expect(exitCode).toBe(2);
    expect(error).toContain(`${name} ${problem}`);
  });

  it("ends with 2 where the events are in another encoding", async () => {
    const { exitCode, error } = await simulate({ events: Buffer.from("events: [caf\u00e9]", "latin1") });
    expect({ exitCode, error }).toEqual({ exitCode: 2, error: "events.yml is not UTF-8; save it in this encoding.\n" });
  });

  it("reads recorded payloads from files beside the events", async () => {
    await writeFile(join(folder, "star.json"), JSON.stringify({ action: "created" }));
    const events = "events:\n  - webhook: { event: star, payload-file: star.json }\n  - push";
    expect((await simulate({ events })).out).toContain("Baton has no use for this event");
  });

  it.each([
    ["is not there", "none.json", "none.json cannot be read (ENOENT)."],
    ["is no JSON", "bad.json", "bad.json cannot be read (it is no JSON)."],
  ])("says where a payload's file is named that %s", async (_, file, problem) => {
    await writeFile(join(folder, "bad.json"), "{");
    const events = `events:\n  - webhook: { event: star, payload-file: ${file} }`;
    expect(await simulate({ events })).toEqual({ exitCode: 1, out: "", error: `events.yml:2:1: ${problem}\n` });
  });

  it("ends with 2 and says what it needs where an option is missing", async () => {
    let error = "";
    const output = { out: () => undefined, error: (text: string) => (error += text) };
    const surroundings = { variables: {}, now: () => new Date() };
    expect(await runCommandLine(["rules", "simulate"], output, surroundings)).toBe(2);
    expect(error).toContain("required option '--rules <file>' not specified");
  });
});
