import type { Logger } from "pino";
import { CannotStart } from "./cannot-start.ts";
import { openDatabase, type Database } from "./store/database.ts";
import { startEmbeddedPostgres } from "./store/embedded/start-embedded-postgres.ts";
import { migrate } from "./store/migrate.ts";

export interface DatabaseSettings {
  /** Null: Baton runs its own PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

/** Opens the database and brings it up to date. `stops` gets what is to be stopped, the last first. */
export async function connectDatabase(
  settings: DatabaseSettings,
  log: Logger,
  stops: (() => Promise<void>)[],
): Promise<Database> {
  const { databaseUrl } = settings;
  if (databaseUrl === null) return useOwn(settings, log, stops);
  const place = placeOf(databaseUrl);
  log.info({ database: place }, "connecting to the database");
  try {
    return await open(databaseUrl, log, stops);
  } catch (error) {
    throw new CannotStart(`The database at ${place} cannot be used; check DATABASE_URL`, error);
  }
}

async function useOwn({ dataDir }: DatabaseSettings, log: Logger, stops: (() => Promise<void>)[]): Promise<Database> {
  const say = (message: string) => {
    log.info(message);
  };
  try {
    const server = await startEmbeddedPostgres({ dataDir, log: say });
    stops.push(() => server.stop());
    return await open(server.connection, log, stops);
  } catch (error) {
    throw new CannotStart(`Baton's own PostgreSQL in ${dataDir} cannot be used`, error);
  }
}

async function open(
  connection: Parameters<typeof openDatabase>[0],
  log: Logger,
  stops: (() => Promise<void>)[],
): Promise<Database> {
  const db = openDatabase(connection, (message) => {
    log.warn(message);
  });
  stops.push(() => db.close());
  await migrate(db);
  return db;
}

/** Host, port and name of a database, without user and password. */
function placeOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}
