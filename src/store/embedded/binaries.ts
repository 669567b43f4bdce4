import { chmod, cp, mkdir, readFile, readdir, rename, rm, stat, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Account } from "./account.ts";
import type { NativeDir } from "./native-dir.ts";
import { run } from "./run.ts";

/** Postgres's programs, ready to be run by the account that they are for. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  readonly major: number;
}

/**
 * Makes Postgres's programs run. Their libraries are found through symbolic links that npm cannot carry and an install
 * script makes; where such scripts are skipped the links are made here. Where they cannot be made, or where the account
 * may not enter the directory (root's home is closed to others), a copy is made in `home`, once.
 */
export async function prepareBinaries(options: {
  native: NativeDir;
  home: string;
  account: Account;
}): Promise<Binaries> {
  const { native, home, account } = options;
  const attempts = [
    () => Promise.resolve(native.path),
    () => linkLibraries(native.path).then(() => native.path),
    () => copyTo(join(home, `postgres-${native.build}`), native.path),
  ];
  let problem = "";
  for (const attempt of attempts) {
    const directory = await attempt().catch((error: Error) => {
      problem = error.message;
      return null;
    });
    if (directory === null) continue;
    const tried = await tryOut(directory, { home, account });
    if (typeof tried !== "string") return tried;
    problem = tried;
  }
  throw new Error(
    `Baton's own Postgres (${native.path}) does not run here: ${problem.trim()}. ` +
      "Set DATABASE_URL to a PostgreSQL server instead.",
  );
}

async function tryOut(directory: string, as: { home: string; account: Account }): Promise<Binaries | string> {
  const program = (name: string): string => join(directory, "bin", process.platform === "win32" ? `${name}.exe` : name);
  const { code, output } = await run(program("postgres"), ["--version"], { account: as.account, cwd: as.home });
  const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1];
  if (code !== 0 || major === undefined) return output;
  return {
    initdb: program("initdb"),
    postgres: program("postgres"),
    pgCtl: program("pg_ctl"),
    major: Number(major),
  };
}

/** `pg-symlinks.json` names each link and its target, both seen from the package's root. */
async function linkLibraries(directory: string): Promise<void> {
  const text = await readFile(join(directory, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = JSON.parse(text) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(directory), target);
    await symlink(relative(dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

/** Copies to another name first, so that a copy that was cut short is never taken for a whole one. */
async function copyTo(place: string, directory: string): Promise<string> {
  const copied = join(place, "native");
  if (await exists(copied)) return copied;
  const unfinished = `${place}.${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await cp(directory, join(unfinished, "native"), { recursive: true, verbatimSymlinks: true });
  await openToAll(unfinished);
  await linkLibraries(join(unfinished, "native"));
  await rename(unfinished, place).catch(async (error: Error) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(copied))) throw error;
  });
  return copied;
}

/** Lets everybody read the copy: the one that was copied may have been closed to others, or to writing. */
async function openToAll(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
