import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import type { NativeDir } from "../../../src/store/embedded/native-dir.ts";

/** What a process of its own is told to start with. */
export interface ProcessOptions {
  readonly dataDir: string;
  readonly native?: NativeDir;
  readonly outside?: string;
}

/** A Baton, as far as its Postgres goes, in a process of its own: it can be another user and be killed. */
export interface BatonProcess {
  readonly pid: number;
  readonly connection: pg.PoolConfig;
  /** Stops the server and waits for the end of the process. */
  stop(): Promise<void>;
  /** Kills the process alone, as an out-of-memory killer would. */
  kill(): Promise<void>;
}

/** Rejects with the error that the process reports. */
export async function startBaton(
  options: ProcessOptions,
  account: { readonly uid?: number; readonly gid?: number } = {},
): Promise<BatonProcess> {
  const script = fileURLToPath(new URL("start-in-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(options)], {
    ...account,
    stdio: ["pipe", "pipe", "inherit"],
    env: { PATH: process.env["PATH"], WEBHOOK_SECRET: "not for the server" },
  });
  const ended = once(child, "exit");
  const line = new Promise<string>((resolve) => createInterface(child.stdout).once("line", resolve));
  const answer = JSON.parse(await Promise.race([line, ended.then(() => '{"error":"it ended"}')])) as
    { readonly connection: pg.PoolConfig } | { readonly error: string };
  if ("error" in answer) throw new Error(answer.error);
  return {
    pid: child.pid ?? 0,
    connection: answer.connection,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
