import { chmod, chown, mkdir, readFile, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import type { Binaries } from "./binaries.ts";
import type { Place } from "./place.ts";
import { isAlive } from "./postmaster.ts";
import { run } from "./run.ts";

/** The superuser of a cluster that Baton makes. */
export const superuser = "baton";

/**
 * Makes sure that there is a cluster that these binaries can serve. It is made under another name first: one that was
 * cut short is never taken for a whole one, and of two Batons that start together one gives its own up.
 */
export async function ensureCluster(place: Place, binaries: Binaries): Promise<void> {
  const version = await readVersion(place.cluster);
  if (version === null) return await createCluster(place, binaries);
  if (version === String(binaries.major)) return;
  throw new Error(
    `The data in ${place.cluster} was written by PostgreSQL ${version}, and Baton now brings PostgreSQL ${binaries.major}. ` +
      "Start the earlier Baton and take a copy with pg_dump, or serve that directory with PostgreSQL " +
      `${version} and set DATABASE_URL to it.`,
  );
}

/** Null where no cluster is. */
async function readVersion(cluster: string): Promise<string | null> {
  try {
    return (await readFile(join(cluster, "PG_VERSION"), "utf8")).trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw new Error(
      `Baton cannot read its database in ${cluster}. Run it as the user that made it, or set BATON_DATA_DIR to another directory.`,
      { cause: error },
    );
  }
}

async function createCluster(place: Place, binaries: Binaries): Promise<void> {
  await removeUnfinished(place);
  const unfinished = `${place.cluster}.init-${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (place.account !== null) await chown(unfinished, place.account.uid, place.account.gid);
  const { code, output } = await run(binaries.initdb, await initdbArguments(place, unfinished), {
    account: place.account,
    cwd: place.home,
  });
  if (code !== 0) {
    await rm(unfinished, { recursive: true, force: true });
    throw new Error(
      `Baton could not make its database in ${place.home}: ${output.trim()}. Set DATABASE_URL to use another server.`,
    );
  }
  await rename(unfinished, place.cluster).catch(async (error: Error) => {
    await rm(unfinished, { recursive: true, force: true });
    if ((await readVersion(place.cluster)) === null) throw error;
  });
}

/** The C.UTF-8 collation that Postgres brings itself sorts the same on every system and after every upgrade of it. */
async function initdbArguments(place: Place, directory: string): Promise<string[]> {
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  return ["-D", directory, "-U", superuser, ...locale, "--no-instructions", ...(await authArguments(place))];
}

/** A socket's directory lets only its owner in. Windows has no such directory, so there a password does. */
async function authArguments(place: Place): Promise<string[]> {
  if (process.platform !== "win32") return ["--auth=trust"];
  const file = passwordFile(place);
  await writeFile(file, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" }).catch(() => undefined);
  await chmod(file, 0o600);
  return ["--auth=scram-sha-256", `--pwfile=${file}`];
}

export function passwordFile(place: Place): string {
  return join(place.home, "postgres-password");
}

/** A Baton that was killed in the middle of initdb leaves 40 MB behind. */
async function removeUnfinished(place: Place): Promise<void> {
  const prefix = `${basename(place.cluster)}.init-`;
  for (const name of await readdir(place.home)) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    await rm(join(place.home, name), { recursive: true, force: true });
  }
}
