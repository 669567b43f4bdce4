import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";

/** Any number will do, as long as every Baton uses the same one. */
const livingLock = 7_225_002;

/** The kernel closes a killed Baton's connection at once; Postgres needs a moment to notice. */
const patienceMs = 1000;

/**
 * Takes the session lock that tells a living Baton from an orphaned server: it is held as long as this connection is
 * open. False when the connection broke, because the server was just being stopped.
 */
export async function takeLock(client: pg.Client, dataDir: string): Promise<boolean> {
  try {
    await client.query("select set_config('application_name', $1, false)", [`baton (process ${process.pid})`]);
    const deadline = performance.now() + patienceMs;
    while (!(await tryLock(client))) {
      if (performance.now() > deadline) throw new DataDirInUseError(dataDir, await findHolder(client));
      await delay(50);
    }
    return true;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (error instanceof DataDirInUseError) throw error;
    return false;
  }
}

class DataDirInUseError extends Error {
  constructor(dataDir: string, holder: string) {
    super(
      `Another ${holder} uses the data directory ${dataDir}. Stop it, or set BATON_DATA_DIR to another directory; ` +
        "several processes on one database need DATABASE_URL.",
    );
    this.name = "DataDirInUseError";
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [livingLock]);
  return rows[0]?.taken === true;
}

async function findHolder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_stat_activity join pg_locks using (pid)
     where locktype = 'advisory' and objid = $1 and granted`,
    [livingLock],
  );
  return rows[0]?.name ?? "baton";
}
