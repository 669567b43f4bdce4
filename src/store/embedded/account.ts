import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** The account that the server runs as. Null stands for the one that Baton itself runs as. */
export type Account = { readonly uid: number; readonly gid: number } | null;

/**
 * Postgres refuses to run as root. Then it runs as the owner of the cluster that is there already, and as `nobody`, which
 * every system has, where there is none yet.
 */
export async function chooseAccount(cluster: string | null): Promise<Account> {
  if (process.getuid?.() !== 0) return null;
  if (cluster !== null) {
    const { uid, gid } = await stat(cluster);
    if (uid !== 0) return { uid, gid };
  }
  return await nobody();
}

/** Whether the account may pass through a directory and all of those above it. Access lists are not looked at. */
export async function canEnter(directory: string, account: NonNullable<Account>): Promise<boolean> {
  const { uid, gid, mode } = await stat(directory);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  if (((mode >> shift) & 1) === 0) return false;
  const parent = dirname(directory);
  return parent === directory || (await canEnter(parent, account));
}

/** 65534 on most systems, 99 on old ones, 4294967294 on macOS. */
async function nobody(): Promise<NonNullable<Account>> {
  const passwd = await readFile("/etc/passwd", "utf8").catch(() => "");
  const entry = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(passwd);
  if (entry === null) return { uid: 65_534, gid: 65_534 };
  return { uid: Number(entry[1]) >>> 0, gid: Number(entry[2]) >>> 0 };
}
