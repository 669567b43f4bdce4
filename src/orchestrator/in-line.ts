import type { Database } from "../store/database.ts";
import type { PullRef } from "../store/pull-ref.ts";

const lines = new WeakMap<Database, Map<string, Promise<unknown>>>();

/**
 * Lets those who lost a race for a pull request try again one after the other. Each try reads GitHub anew; if all of them
 * tried at once, all but one would read in vain, and fifty callers would cost more than a thousand requests. Other processes
 * are not waited for: against those the version decides.
 */
export async function inLine<T>(db: Database, ref: PullRef, work: () => Promise<T>): Promise<T> {
  const line = lines.get(db) ?? new Map<string, Promise<unknown>>();
  lines.set(db, line);
  const key = `${String(ref.repositoryId)}/${String(ref.pullNumber)}`;
  const before = line.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  line.set(key, mine);
  try {
    return await mine;
  } finally {
    if (line.get(key) === mine) line.delete(key);
  }
}
