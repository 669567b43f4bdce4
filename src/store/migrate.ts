import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { Logger, runMigrations } from "graphile-worker";
import type pg from "pg";
import { fileURLToPath } from "node:url";
import type { Database } from "./database.ts";
import { requireServer } from "./require-server.ts";

/** Two directories up from `src/store` and from `dist/store` alike. */
const migrationsFolder = fileURLToPath(new URL("../../migrations", import.meta.url));

/** Any number will do, as long as every Baton uses the same one. */
const migrationLock = 7_225_001;

/**
 * Brings the database to what this version of Baton needs, its job queue's tables included. Forward only. Processes that
 * start together wait for each other, however long a migration takes.
 */
export async function migrate(db: Database): Promise<void> {
  await db.withoutLimits(migrateOn);
}

async function migrateOn(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await refuseOldServer(client);
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await refuseNewerDatabase(client);
    await applyMigrations(drizzle(client), { migrationsFolder });
    await runMigrations({ pgPool: pool, logger: silent });
    await client.query("select pg_advisory_unlock($1)", [migrationLock]);
    client.release();
  } catch (error) {
    // Closing the connection gives the lock back, whatever state the connection is in.
    client.release(true);
    throw error;
  }
}

async function refuseOldServer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as version",
  );
  for (const server of rows) requireServer(server);
}

/** Going on would write rows that the newer version's tables may not allow, or may read differently. */
async function refuseNewerDatabase(client: pg.PoolClient): Promise<void> {
  const known = new Set(readMigrationFiles({ migrationsFolder }).map((migration) => migration.folderMillis));
  const { rows: tables } = await client.query<{ there: boolean }>(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as there",
  );
  if (tables[0]?.there !== true) return;
  const { rows } = await client.query<{ made: string }>(
    "select created_at::text as made from drizzle.__drizzle_migrations order by created_at desc",
  );
  const unknown = rows.filter((row) => !known.has(Number(row.made)));
  if (unknown.length === 0) return;
  throw new Error(
    `The database was migrated by a newer version of Baton (${unknown.length} migrations that this version does not know, ` +
      `the last made on ${new Date(Number(unknown[0]?.made)).toISOString().slice(0, 10)}). Start that version or a newer one.`,
  );
}

const silent = new Logger(() => () => undefined);
