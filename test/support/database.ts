import { randomBytes } from "node:crypto";
import type pg from "pg";
import { inject } from "vitest";
import { openDatabase, type Database } from "../../src/store/database.ts";
import { administer, withDatabase } from "./global-setup.ts";

export interface FreshDatabase {
  readonly connection: pg.PoolConfig;
  readonly db: Database;
  /** Closes the pool and removes the database. */
  drop(): Promise<void>;
}

/** A migrated, empty database of the test file's own. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { connection: server, template } = inject("postgres");
  const name = `baton_test_${randomBytes(6).toString("hex")}`;
  await administer(server, `create database ${name} template ${template}`);
  const connection = withDatabase(server, name);
  const db = openDatabase(connection);
  return {
    connection,
    db,
    drop: async () => {
      await db.close();
      await administer(server, `drop database ${name} with (force)`);
    },
  };
}
