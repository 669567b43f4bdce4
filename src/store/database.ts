import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";

/** A pool of connections and drizzle on top of it: what everything in the store is given. */
export interface Database {
  readonly pool: pg.Pool;
  readonly drizzle: NodePgDatabase;
  /** Lets something work on connections of its own, of which no statement takes too long. */
  readonly withoutLimits: <Result>(work: (pool: pg.Pool) => Promise<Result>) => Promise<Result>;
  close(): Promise<void>;
}

/** Where the store says what nobody waits for an answer to. */
export type Log = (message: string) => void;

/** How long the database may take, in milliseconds. A connection can be dead for long before anybody is told. */
export interface Limits {
  /** To connect, or until a connection is free. */
  readonly connectMs: number;
  /** After which Postgres gives a statement up. */
  readonly statementMs: number;
  /** After which no answer is expected any more, and the connection is given up: more than a statement may take. */
  readonly answerMs: number;
}

/** Statements of Baton's take milliseconds, and seconds where they prune or count over very many rows. */
const defaultLimits: Limits = { connectMs: 20_000, statementMs: 60_000, answerMs: 75_000 };

/**
 * Opens a pool. Nothing is connected before the first query. A connection that breaks while it is idle is only logged:
 * without a listener node-postgres would end the process, and the pool replaces the connection by itself.
 */
export function openDatabase(
  connection: pg.PoolConfig | string,
  log: Log = () => undefined,
  { connectMs, statementMs, answerMs }: Limits = defaultLimits,
): Database {
  const given = typeof connection === "string" ? { connectionString: connection } : connection;
  const config = {
    ...{ application_name: "baton", types: numbersForBigints, keepAlive: true, connectionTimeoutMillis: connectMs },
    ...given,
  };
  const pool = openPool({ statement_timeout: statementMs, query_timeout: answerMs, ...config }, log);
  return {
    pool,
    drizzle: drizzle(pool),
    withoutLimits: async (work) => {
      const patient = openPool({ ...config, max: 2 }, log);
      try {
        return await work(patient);
      } finally {
        await patient.end();
      }
    },
    close: () => pool.end(),
  };
}

function openPool(config: pg.PoolConfig, log: Log): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on("error", (error) => log(`An idle connection to Postgres broke: ${error.message}`));
  // A connection can also break while it is checked out and between two queries; the next query reports it.
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
    endWithoutAnswer(client);
  });
  return pool;
}

/**
 * Ends a connection that gives no answer in time. node-postgres gives up the query alone, and whoever gives the connection
 * back without a word, as the queue does, would hand it on to the next one who waits.
 */
function endWithoutAnswer(client: pg.PoolClient): void {
  const ask = client.query.bind(client) as (...given: readonly unknown[]) => unknown;
  const asked = (...given: readonly unknown[]): unknown => {
    const answer = ask(...given);
    if (answer instanceof Promise) answer.catch((error: unknown) => void (isTimeout(error) && client.end()));
    return answer;
  };
  client.query = asked as typeof client.query;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === "Query read timeout";
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
