import { readFileSync } from "node:fs";
import { readFile, readlink, rm } from "node:fs/promises";
import { join } from "node:path";

/** A server that runs on a cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Empty on Windows, where it listens on no socket. */
  readonly socketDir: string;
}

/** Finds the server that runs on a cluster, by its `postmaster.pid`. It outlives a Baton that was killed. */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const [pid, , , port, socketDir] = (await readOrEmpty(join(cluster, "postmaster.pid"))).split("\n");
  // A server that has only begun to start writes the first lines alone, and then where it is about to listen as nothing.
  const isToldLater = process.platform !== "win32" && socketDir === "";
  if (port === undefined || socketDir === undefined || isToldLater) return null;
  if (!(await servesCluster(Number(pid), cluster))) return null;
  return { pid: Number(pid), port: Number(port), socketDir };
}

/**
 * Removes the lock files of a dead server whose number a process has again. Postgres replaces such files itself, but takes
 * any process with that number for its server: in containers numbers come again, and the dead are not always buried.
 */
export async function removeStaleLocks(cluster: string, socketDir: string): Promise<void> {
  for (const file of [join(cluster, "postmaster.pid"), join(socketDir, ".s.PGSQL.5432.lock")]) {
    const text = await readOrEmpty(file);
    const pid = Number.parseInt(text, 10);
    if (!exists(pid) || (await servesCluster(pid, cluster))) continue;
    if ((await readOrEmpty(file)) === text) await rm(file, { force: true });
  }
}

/** Whether a process is there and not only waiting to be buried; somebody else's counts too. */
export function isAlive(pid: number): boolean {
  if (!exists(pid)) return false;
  if (process.platform !== "linux") return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.charAt(stat.lastIndexOf(")") + 2) !== "Z";
  } catch {
    return false;
  }
}

/** A server's working directory is its cluster. Only Linux tells; elsewhere any living process is believed to be it. */
async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  return process.platform !== "linux" || (await readlink(`/proc/${pid}/cwd`).catch(() => null)) === cluster;
}

function exists(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function readOrEmpty(file: string): Promise<string> {
  return await readFile(file, "utf8").catch(() => "");
}
