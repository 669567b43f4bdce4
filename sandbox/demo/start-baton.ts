import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createRequire } from "node:module";
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

/** Starts `src/main.ts` with these settings; its log goes to a file. */
export async function startBatonProcess(settings: Record<string, string>, logFile: string): Promise<BatonProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const tsx = createRequire(import.meta.url).resolve("tsx");
  const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", `file://${tsx}`, main], {
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
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const end = Date.now() + patienceMs;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`Baton did not start; its log is ${logFile}`);
    await delay(50);
  }
  return {
    url,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      log.end();
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}
