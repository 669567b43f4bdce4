import { readFile } from "node:fs/promises";
import { parseRules } from "../rules/parse-rules.ts";
import { readScript } from "../simulation/read-script.ts";
import { simulate } from "../simulation/simulate.ts";
import { stepText } from "../simulation/step-text.ts";
import { problemLine, type Format } from "./check-rules.ts";
import type { ExitCode, Output } from "./output.ts";
import { readPayloads } from "./read-payloads.ts";
import { readRulesFile } from "./read-rules-file.ts";

export interface Simulation {
  readonly rules: string;
  readonly events: string;
  readonly format: Format;
}

/** Prints what would come of a list of events under a rules file. Touches nothing. */
export async function simulateRules({ rules, events, format }: Simulation, output: Output): Promise<ExitCode> {
  const rulesFile = await readRulesFile(rules);
  if (!rulesFile.ok) return unreadable(rules, rulesFile.problem, output);
  const eventsFile = await readText(events);
  if (!eventsFile.ok) return unreadable(events, eventsFile.problem, output);
  const parsed = parseRules(rulesFile.text);
  const script = readScript(eventsFile.text);
  if (!parsed.ok) output.error(parsed.problems.map((problem) => `${rules}:${problemLine(problem)}\n`).join(""));
  if (!script.ok) {
    const problems = script.problems.map((problem) => problemLine({ ...problem, path: "", suggestion: null }));
    output.error(problems.map((line) => `${events}:${line}\n`).join(""));
  }
  if (!parsed.ok || !script.ok) return 1;
  const complete = await readPayloads(script.script, events);
  if (!complete.ok) {
    output.error(`${events}:${String(script.lines[complete.index])}:1: ${complete.problem}\n`);
    return 1;
  }
  const steps = simulate(parsed.rules, complete.script, script.lines);
  const text = format === "json" ? JSON.stringify({ steps }) : steps.map((step) => stepText(events, step)).join("\n");
  output.out(`${text}\n`);
  return 0;
}

function unreadable(file: string, problem: string, output: Output): ExitCode {
  output.error(`${file} ${problem}\n`);
  return 2;
}

async function readText(path: string): ReturnType<typeof readRulesFile> {
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path)) };
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, problem: "is not UTF-8; save it in this encoding." };
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    return { ok: false, problem: `cannot be read (${code}); check the path, and that you may read it.` };
  }
}
