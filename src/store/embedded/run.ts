import { spawn, type SpawnOptions } from "node:child_process";
import type { Account } from "./account.ts";

/** How a program ended; the code is null where it could not be started or was killed, and the output then says why. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs one of Postgres's programs to its end. */
export function run(file: string, args: readonly string[], options: { account: Account; cwd: string }): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...spawnOptions(options.account), cwd: options.cwd, stdio: "pipe" });
    let output = "";
    child.stdin?.end();
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", (error) => resolve({ code: null, output: error.message }));
    child.on("close", (code, signal) => resolve({ code, output: signal === null ? output : `${output}(${signal})` }));
  });
}

/** What every program of Postgres is started with. The environment is not passed on: it holds Baton's secrets. */
export function spawnOptions(account: Account): SpawnOptions {
  const passedOn = ["PATH", "TZ", "SystemRoot", "TEMP", "TMP"];
  const env = Object.fromEntries(passedOn.flatMap((name) => (name in process.env ? [[name, process.env[name]]] : [])));
  // Node takes ids as 32-bit integers with a sign, and macOS's nobody is -2.
  const ids = account === null ? {} : { uid: account.uid | 0, gid: account.gid | 0 };
  return { ...ids, env: { ...env, LC_ALL: "C" }, windowsHide: true };
}
