import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eventually } from "./eventually.ts";
import type { LogLine } from "./log-lines.ts";

/** `src/main.ts` in a process of its own, in an empty folder, with nothing in its environment but what is given. */
export interface MainProcess {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The lines of its JSON log. */
  readonly lines: () => readonly LogLine[];
  /** Waits for a line that says this. */
  readonly said: (message: string) => Promise<LogLine>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Loading TypeScript takes long on a busy machine. */
const patienceMs = 60_000;

const tsx = createRequire(import.meta.url).resolve("tsx");
const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

export async function startMain(environment: Readonly<Record<string, string>>): Promise<MainProcess> {
  const home = await mkdtemp(join(tmpdir(), "baton-main-"));
  const child = spawn(process.execPath, ["--import", `file://${tsx}`, main], {
    cwd: home,
    env: { PATH: process.env["PATH"], LOG_FORMAT: "json", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (written.stdout += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (written.stderr += chunk.toString("utf8")));
  const lines = () =>
    written.stdout
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as LogLine);
  const ended = once(child, "close").then(async ([code, signal]: (number | NodeJS.Signals | null)[]) => {
    await rm(home, { recursive: true, force: true });
    return code ?? signal ?? "SIGKILL";
  });
  return {
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    lines,
    said: async (message) => {
      const found = () => lines().find(({ msg }) => msg.includes(message));
      const over = () => child.exitCode !== null || child.signalCode !== null;
      await eventually(
        () => found() !== undefined || over(),
        (seen) => seen,
        { withinMs: patienceMs, what: `"${message}" in the log` },
      );
      const line = found();
      if (line === undefined)
        throw new Error(`It ended without saying "${message}":\n${written.stdout}${written.stderr}`);
      return line;
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
