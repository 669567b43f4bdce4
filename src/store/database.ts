import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";

/** A pool of connections and drizzle on top of it: what everything in the store is given. */
export interface Database {
  readonly pool: pg.Pool;
  readonly drizzle: NodePgDatabase;
  close(): Promise<void>;
}

/** Where the store says what nobody waits for an answer to. */
export type Log = (message: string) => void;

/**
 * Opens a pool. Nothing is connected before the first query. A connection that breaks while it is idle is only logged:
 * without a listener node-postgres would end the process, and the pool replaces the connection by itself.
 */
export function openDatabase(connection: pg.PoolConfig | string, log: Log = () => undefined): Database {
  const config = typeof connection === "string" ? { connectionString: connection } : connection;
  const pool = new pg.Pool({ application_name: "baton", types: numbersForBigints, ...config });
  pool.on("error", (error) => log(`An idle connection to Postgres broke: ${error.message}`));
  // A connection can also break while it is checked out and between two queries; the next query reports it.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return { pool, drizzle: drizzle(pool), close: () => pool.end() };
}

/**
 * Runs one SQL statement and returns its rows. A statement with a name is prepared once per
 * connection; the name must stand for this text alone.
 */
export async function query<T extends pg.QueryResultRow>(
  db: { readonly pool: pg.Pool },
  text: string,
  values: readonly unknown[],
  name?: string,
): Promise<T[]> {
  const result = await db.pool.query<T>({
    text,
    values: [...values],
    ...(name === undefined ? {} : { name }),
  });
  return result.rows;
}

/** GitHub's ids and our counters fit into safe integers, and so do the queue's own ids. */
const numbersForBigints: pg.CustomTypesConfig = {
  getTypeParser: ((oid: Parameters<typeof pg.types.getTypeParser>[0], format?: "text" | "binary") =>
    oid === pg.types.builtins.INT8
      ? toSafeInteger
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`Postgres gave ${text}, which is no safe integer in JavaScript.`);
  return value;
}
