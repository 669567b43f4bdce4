import { createHash } from "node:crypto";
import { chmod, chown, lstat, mkdir, realpath, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { canEnter, chooseAccount, type Account } from "./account.ts";

/** Where the server's files are, and whose they are. */
export interface Place {
  readonly account: Account;
  /** A directory that the account may enter. */
  readonly home: string;
  /** Postgres's data directory: `<home>/postgres`, made by initdb. */
  readonly cluster: string;
  /** The private directory of the socket; unused on Windows. */
  readonly socketDir: string;
}

/** The longest path of a socket that the system takes is 107 bytes on Linux and 103 on macOS. */
const longestSocketPath = 103;

/**
 * Chooses the server's place: in the data directory where the server's account may enter it. A data directory that only
 * root may enter gets a link `postgres` to a directory under `outside`, and from then on the link decides.
 */
export async function choosePlace(dataDir: string, outside: string): Promise<Place> {
  await mkdir(dataDir, { recursive: true }).catch((error: Error) => {
    throw new Error(`Baton cannot make its data directory ${dataDir}. Set BATON_DATA_DIR to one that it can.`, {
      cause: error,
    });
  });
  const data = await realpath(dataDir);
  const link = join(data, "postgres");
  const there = await realpath(link).catch(() => null);
  const account = await chooseAccount(there);
  const home = there !== null ? dirname(there) : await chooseHome({ data, link, outside, account });
  const cluster = there ?? join(home, "postgres");
  return { account, home, cluster, socketDir: await makeSocketDir(home, account) };
}

async function chooseHome(options: { data: string; link: string; outside: string; account: Account }): Promise<string> {
  const { data, link, outside, account } = options;
  if (account === null || (await canEnter(data, account))) return data;
  const home = join(outside, shortHash(data));
  const made = await mkdir(home, { recursive: true });
  // Whatever the umask says: the account must get through.
  if (made !== undefined) await Promise.all([chmod(outside, 0o755), chmod(home, 0o755)]);
  if (!(await canEnter(await realpath(home), account))) {
    throw new Error(
      `Postgres does not run as root, and user ${account.uid} may enter neither ${data} nor ${home}. ` +
        "Set BATON_DATA_DIR to a directory that every user may enter, or run Baton as an ordinary user.",
    );
  }
  await symlink(join(home, "postgres"), link).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  return home;
}

/** Whoever can enter this directory can log in, so it must be the account's own and closed to all others. */
async function makeSocketDir(home: string, account: Account): Promise<string> {
  const near = join(home, "socket");
  const short = Buffer.byteLength(join(near, ".s.PGSQL.5432")) <= longestSocketPath;
  const directory = short ? near : join(tmpdir(), `baton-${shortHash(home)}`);
  const owner = account?.uid ?? process.getuid?.();
  if (owner === undefined) return directory;
  await mkdir(directory, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const found = await lstat(directory);
  if (!found.isDirectory() || (found.uid !== owner && found.uid !== process.getuid?.())) {
    throw new Error(`${directory}, where Baton's Postgres would listen, belongs to somebody else. Remove it.`);
  }
  if (account !== null) await chown(directory, account.uid, account.gid);
  await chmod(directory, 0o700);
  return directory;
}

function shortHash(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 12);
}
