import { spawn } from "node:child_process";
import { open, readFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Binaries } from "./binaries.ts";
import { passwordFile, superuser } from "./cluster.ts";
import type { Place } from "./place.ts";
import { findPostmaster, isAlive, type Postmaster } from "./postmaster.ts";
import { run, spawnOptions } from "./run.ts";

export type Settings = Readonly<Record<string, string>>;

/**
 * Enough for one Baton on a small machine; whoever needs more has a server of their own. Errors go to whoever made them,
 * so they are kept out of the server's log, which nobody rotates.
 */
const defaults: Settings = {
  shared_buffers: "64MB",
  max_wal_size: "256MB",
  log_min_messages: "log",
  log_checkpoints: "off",
};

const startTimeoutMs = 60_000;
const stopTimeoutMs = 60_000;
const pollMs = 20;

/** Starts the server and leaves it to itself. It may still refuse: another one may have been quicker. */
export async function launch(place: Place, binaries: Binaries, settings: Settings): Promise<Postmaster> {
  const listen = await listenSettings(place);
  const all = Object.entries({ ...defaults, ...settings, ...listen.settings });
  const args = all.flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  if (process.platform === "win32") return await launchOnWindows(place, binaries, args);
  const logFile = await open(logPath(place), "w");
  try {
    const child = spawn(binaries.postgres, ["-D", place.cluster, ...args], {
      ...spawnOptions(place.account),
      cwd: place.home,
      // A process group of its own, so that a Ctrl-C meant for Baton does not end the server under it.
      detached: true,
      stdio: ["ignore", logFile.fd, logFile.fd],
    });
    child.on("error", () => undefined);
    child.unref();
    return { pid: child.pid ?? 0, port: listen.port, socketDir: place.socketDir };
  } finally {
    await logFile.close();
  }
}

/** How to log in to a server, as its superuser. */
export async function connectionTo(place: Place, server: Postmaster, database: string): Promise<pg.ClientConfig> {
  const { port } = server;
  if (process.platform !== "win32") return { host: server.socketDir, port, user: superuser, database };
  return { host: "127.0.0.1", port, user: superuser, database, password: await readFile(passwordFile(place), "utf8") };
}

/** Connects as soon as the server takes connections; null when it ended instead. */
export async function connectWhenReady(server: Postmaster, connection: pg.ClientConfig): Promise<pg.Client | null> {
  const deadline = performance.now() + startTimeoutMs;
  for (;;) {
    const client = new pg.Client(connection);
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!isAlive(server.pid)) return null;
      if (!isPassing(error)) throw error;
      if (performance.now() > deadline) {
        throw new Error(`Baton's own Postgres did not take connections within ${startTimeoutMs / 1000} s.`, {
          cause: error,
        });
      }
    }
    await delay(pollMs);
  }
}

/** Stops the server, ending the connections that are left, and waits until it is gone. */
export async function stopServer(place: Place, binaries: Binaries): Promise<void> {
  const server = await findPostmaster(place.cluster);
  if (server === null) return;
  if (process.platform === "win32") {
    await run(binaries.pgCtl, ["stop", "-m", "fast", "-w", "-D", place.cluster], { account: null, cwd: place.home });
    return;
  }
  process.kill(server.pid, "SIGINT");
  const deadline = performance.now() + stopTimeoutMs;
  // Its lock file goes first, when it has yet to let go of its memory and of the directory that it works in.
  while (isAlive(server.pid)) {
    if (performance.now() > deadline) throw new Error(`Baton's own Postgres (process ${server.pid}) does not stop.`);
    await delay(pollMs);
  }
}

/** What the server last said of itself, for an error message. */
export async function readLog(place: Place): Promise<string> {
  const text = await readFile(logPath(place), "utf8").catch(() => "");
  return text.trim().split("\n").slice(-5).join("\n");
}

function logPath(place: Place): string {
  return join(place.home, "postgres.log");
}

/** Not there yet, starting up, recovering or shutting down (SQLSTATE 57P03), or ended while connecting. */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: string }).code;
  if (code === undefined) return error instanceof Error && error.message.startsWith("Connection terminated");
  return ["ENOENT", "ECONNREFUSED", "ECONNRESET", "EPIPE", "57P03", "57P01"].includes(code);
}

async function listenSettings(place: Place): Promise<{ port: number; settings: Settings }> {
  if (process.platform === "win32") {
    const port = await freePort();
    return { port, settings: { listen_addresses: "127.0.0.1", port: String(port) } };
  }
  const directory = `"${place.socketDir.replaceAll('"', '""')}"`;
  return { port: 5432, settings: { listen_addresses: "", port: "5432", unix_socket_directories: directory } };
}

/** `pg_ctl` gives up an administrator's rights, with which Postgres would refuse to run. */
async function launchOnWindows(place: Place, binaries: Binaries, args: readonly string[]): Promise<Postmaster> {
  const start = ["start", "-w", "-D", place.cluster, "-l", logPath(place), "-o", args.join(" ")];
  await run(binaries.pgCtl, start, { account: null, cwd: place.home });
  return (await findPostmaster(place.cluster)) ?? { pid: 0, port: 0, socketDir: "" };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
