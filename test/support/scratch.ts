import { execFile } from "node:child_process";
import { mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** What the tests' databases take, several times over. */
const bytesMin = 2 ** 30;

/**
 * Where the tests keep what they throw away: in memory where the system has room there and runs programs from it. A
 * database is a thousand files, and making those on a disk takes longer than most tests.
 */
export async function scratchDirectory(): Promise<string> {
  const memory = "/dev/shm";
  return (await isFit(memory).catch(() => false)) ? memory : tmpdir();
}

async function isFit(directory: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize < bytesMin) return false;
  const tried = await mkdtemp(join(directory, "baton-"));
  try {
    await writeFile(join(tried, "program"), "#!/bin/sh\n", { mode: 0o755 });
    await promisify(execFile)(join(tried, "program"));
    return true;
  } finally {
    await rm(tried, { recursive: true });
  }
}
