import type { Database } from "./database.ts";

/** Any number will do that no other lock has. */
const redeliveryLock = 7_225_003;

/** Does the work unless another process, or another sweep of this one, is at it. Returns whether it was done. */
export async function redeliverAlone(db: Database, work: () => Promise<void>): Promise<boolean> {
  const client = await db.pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [redeliveryLock]);
    if (rows[0]?.mine !== true) {
      client.release();
      return false;
    }
    await work();
    await client.query("select pg_advisory_unlock($1)", [redeliveryLock]);
    client.release();
    return true;
  } catch (error) {
    // Closing the connection gives the lock back, whatever state the connection is in.
    client.release(true);
    throw error;
  }
}
