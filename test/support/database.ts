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

/** An empty database of the test file's own, migrated unless it is to have no tables at all. */
export async function freshDatabase({ migrated = true }: { readonly migrated?: boolean } = {}): Promise<FreshDatabase> {
  const { connection: server, template } = inject("postgres");
  const name = `baton_test_${randomBytes(6).toString("hex")}`;
  await administer(server, `create database ${name} template ${migrated ? template : "template0"}`);
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
