import { spawn } from "node:child_process";
import { cut, textOf, ToolError, type Tool } from "../tool.ts";

/**
 * Runs one of the command lines that the operator wrote down, by name and without arguments. What it runs comes from the pull
 * request (its tests, its build), so it gets none of our variables; that keeps keys out of its reach, but it is no sandbox.
 */
export function commandTool(root: string, commands: Readonly<Record<string, string>>, timeoutMs = 900_000): Tool {
  const names = Object.keys(commands);
  const listed = names.map((name) => `${name} (${commands[name] ?? ""})`).join(", ");
  return {
    name: "run_command",
    description: `Runs one of these in the checkout, and returns its end and its exit code: ${listed}.`,
    parameters: {
      type: "object",
      properties: { name: { type: "string", enum: names } },
      required: ["name"],
      additionalProperties: false,
    },
    run: async (given) => {
      const name = textOf(given, "name");
      const line = Object.hasOwn(commands, name) ? commands[name] : undefined;
      if (line === undefined) throw new ToolError(`There is no command ${name}. There are: ${names.join(", ")}.`);
      return { text: await end(line, root, timeoutMs) };
    },
  };
}

const passedOn = ["PATH", "HOME", "LANG", "TMPDIR", "USER"];

/** As much of the end as says what went wrong. */
const shownMax = 20_000;

function end(line: string, cwd: string, timeoutMs: number): Promise<string> {
  const env = Object.fromEntries(
    passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  // A group of its own, so that what it started ends with it.
  const child = spawn(line, {
    cwd,
    env: { ...env, CI: "true" },
    shell: true,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const take = (text: string) => {
    output = (output + text).slice(-shownMax);
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", take);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  }, timeoutMs);
  return new Promise((resolve) => {
    const done = (how: string) => {
      clearTimeout(timer);
      resolve(cut(`${how}\n${output}`, shownMax * 2));
    };
    child.once("error", ({ message }) => done(`It could not be run: ${message}`));
    child.once("close", (code) =>
      done(isLate ? `It was ended after ${String(timeoutMs / 1000)} seconds.` : `Exit code ${String(code)}.`),
    );
  });
}
