import { readFile, readlink, rm } from "node:fs/promises";
import { join } from "node:path";

/** A server that runs on a cluster, as its `postmaster.pid` tells. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Empty where it listens on no socket. */
  readonly socketDir: string;
}

/**
 * Finds the server of a cluster. It outlives a Baton that was killed. A file that a dead server left is Postgres's own to
 * replace, but Postgres takes any living process with that number for its server, and numbers come again, above all in
 * containers: such a file is removed.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const file = join(cluster, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => "");
  const [pid, , , port, socketDir] = text.split("\n");
  // A server that has only begun to start writes the first lines alone.
  if (pid === undefined || port === undefined || socketDir === undefined || !isAlive(Number(pid))) return null;
  if (await runsIn(Number(pid), cluster)) return { pid: Number(pid), port: Number(port), socketDir };
  if ((await readFile(file, "utf8").catch(() => "")) === text) await rm(file, { force: true });
  return null;
}

/** Whether a process exists, somebody else's too. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A server's working directory is its cluster. Only Linux tells; elsewhere the file is believed. */
async function runsIn(pid: number, cluster: string): Promise<boolean> {
  if (process.platform !== "linux") return true;
  return (await readlink(`/proc/${pid}/cwd`).catch(() => null)) === cluster;
}
