import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { esbuild } from "./esbuild.ts";
import { eventually } from "./eventually.ts";
import type { LogLine } from "./log-lines.ts";

/** `src/main.ts` as a program that can be started again and again. */
export interface BatonProgram {
  /**
   * Starts it in an empty folder, or the one that is named, with nothing in its environment but what is given, on any free
   * port unless told.
   */
  readonly start: (settings: Readonly<Record<string, string>>, cwd?: string) => BatonProcess;
  readonly remove: () => Promise<void>;
}

/** Baton in a process of its own, as an operator runs it: started by its settings, ended by signals. */
export interface BatonProcess {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The lines of its JSON log. */
  readonly lines: () => readonly LogLine[];
  /** Waits for a line that says this. */
  readonly said: (message: string) => Promise<LogLine>;
  /** Waits until it says that it is running; returns its address. */
  readonly running: () => Promise<string>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** A start takes long on a busy machine. */
const patienceMs = 60_000;

/**
 * Builds Baton into one file, from which it starts six times as fast as from its sources. The file lies as deep as those
 * that read `migrations` and `package.json`, and below the repository's own packages, of which those stay outside that
 * look for files of their own.
 */
export async function buildBaton(): Promise<BatonProgram> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const cache = join(root, "node_modules", ".cache");
  await mkdir(cache, { recursive: true });
  const home = await mkdtemp(join(cache, "baton-"));
  const main = join(home, "dist", "bundle", "main.js");
  await esbuild().build({
    entryPoints: [join(root, "src", "main.ts")],
    outfile: main,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["graphile-worker", "pino", "pino-pretty", "pg-native"],
    // What packages that are no modules ask for.
    banner: {
      js: 'import * as forRequire from "node:module"; const require = forRequire.createRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  for (const name of ["migrations", "package.json"]) await symlink(join(root, name), join(home, name));
  // Not in the repository, where a developer's own .env would be read.
  const empty = join(home, "empty");
  await mkdir(empty);
  return {
    start: (settings, cwd = empty) => start({ main, cwd, settings }),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

interface Start {
  readonly main: string;
  readonly cwd: string;
  readonly settings: Readonly<Record<string, string>>;
}

function start({ main, cwd, settings }: Start): BatonProcess {
  const isLoud = process.env["TEST_LOG"] === "debug";
  const own: Record<string, string> = {
    HOST: "127.0.0.1",
    PORT: "0",
    LOG_LEVEL: isLoud ? "debug" : "info",
    LOG_FORMAT: "json",
  };
  const child = spawn(process.execPath, [main], {
    cwd,
    env: { ...own, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      written[name] += text;
      if (isLoud) process.stderr.write(text);
    });
  }
  const killWithUs = () => void child.kill("SIGKILL");
  process.once("exit", killWithUs);
  const ended = once(child, "close").then(([code, signal]: (number | NodeJS.Signals | null)[]) => {
    process.off("exit", killWithUs);
    return code ?? signal ?? "SIGKILL";
  });
  const lines = () =>
    written.stdout
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as LogLine);
  const said = async (message: string) => {
    let isOver = false;
    void ended.then(() => (isOver = true));
    const line = await eventually(
      () => lines().find(({ msg }) => msg.includes(message)),
      (found) => found !== undefined || isOver,
      { withinMs: patienceMs, everyMs: 20, what: `"${message}" in the log` },
    );
    if (line === undefined)
      throw new Error(`It ended without saying "${message}":\n${written.stdout}${written.stderr}`);
    return line;
  };
  return {
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    lines,
    said,
    running: async () => `http://127.0.0.1:${String((await said("Baton is running"))["port"])}`,
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
