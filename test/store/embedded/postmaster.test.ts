import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findPostmaster } from "../../../src/store/embedded/postmaster.ts";

let cluster: string;
let server: ChildProcess;

/** A process that works in the cluster, as a server does. */
beforeEach(async () => {
  cluster = await realpath(await mkdtemp(join(tmpdir(), "baton-test-")));
  server = spawn(process.execPath, ["-e", "setInterval(() => {}, 60_000)"], { cwd: cluster, stdio: "ignore" });
  await once(server, "spawn");
});

afterEach(async () => {
  server.kill("SIGKILL");
  await once(server, "exit");
  await rm(cluster, { recursive: true, force: true });
});

const write = (...lines: readonly string[]) =>
  writeFile(join(cluster, "postmaster.pid"), lines.map((line) => `${line}\n`).join(""));

it.runIf(process.platform !== "win32")("is found once its file says where it listens, and not before", async () => {
  const begun = [String(server.pid), cluster, "1769900000", "5432"];
  expect(await findPostmaster(cluster)).toBeNull();
  await write(begun[0] ?? "");
  expect(await findPostmaster(cluster)).toBeNull();
  // A name that is not there yet would be taken for that of this machine, and somebody else's server might answer.
  await write(...begun, "");
  expect(await findPostmaster(cluster)).toBeNull();
  await write(...begun, "/run/baton", "", "  1 2", "starting");
  expect(await findPostmaster(cluster)).toEqual({ pid: server.pid, port: 5432, socketDir: "/run/baton" });
});
