import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../free-port.ts";

/** Baton in a process of its own, started by its ordinary settings. */
export interface BatonProcess {
  readonly url: string;
  /** Asks it to stop and waits until it has. */
  readonly stop: () => Promise<void>;
}

const patienceMs = 30_000;

export interface BatonStart {
  readonly settings: Readonly<Record<string, string>>;
  /** What it says goes there. */
  readonly logFile: string;
  /** Whether `dist/`, as `npm run build` leaves it, is started, and not the sources. */
  readonly isBuilt: boolean;
}

/** Starts Baton with these settings, and waits until it takes requests. */
export async function startBatonProcess({ settings, logFile, isBuilt }: BatonStart): Promise<BatonProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const child = spawn(process.execPath, isBuilt ? built() : fromSources(), {
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(port),
      BATON_URL: url,
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const stop = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
    log.end();
    await finished(log);
  };
  const ended = once(child, "close");
  const end = Date.now() + patienceMs;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > end) {
      await stop("SIGKILL");
      throw new Error(`Baton did not start. Its log ends:\n${await endOf(logFile)}`);
    }
    await delay(50);
  }
  return { url, stop: () => stop("SIGTERM") };
}

function built(): string[] {
  return [fileURLToPath(new URL("../../dist/main.js", import.meta.url))];
}

function fromSources(): string[] {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  return ["--import", `file://${tsx}`, fileURLToPath(new URL("../../src/main.ts", import.meta.url))];
}

async function endOf(file: string): Promise<string> {
  return (await readFile(file, "utf8")).trimEnd().split("\n").slice(-10).join("\n");
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}
