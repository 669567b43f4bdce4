import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { createAppKey, type AppKey } from "../../sandbox/app-key.ts";
import { openDatabase } from "../../src/store/database.ts";
import { startEmbeddedPostgres } from "../../src/store/embedded/start-embedded-postgres.ts";
import { migrate } from "../../src/store/migrate.ts";
import { scratchDirectory } from "./scratch.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server of the tests, and the migrated database that each test file's own is copied from. */
    readonly postgres: { readonly connection: pg.PoolConfig; readonly template: string };
    /** The key of the tests' App: making one takes as long as twenty tests. */
    readonly appKey: AppKey;
    /** Where tests make what they throw away. */
    readonly scratch: string;
  }
}

/** What nobody will miss need not reach the disk; on a server of one's own, that is for each connection to say. */
const options = "-c synchronous_commit=off";
const settings = { fsync: "off", full_page_writes: "off" };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const scratch = await scratchDirectory();
  const server = await startServer(scratch);
  const connection = { ...server.connection, options };
  const template = `baton_template_${randomBytes(6).toString("hex")}`;
  await administer(connection, `create database ${template}`);
  const db = openDatabase(withDatabase(connection, template));
  await migrate(db);
  await db.close();
  project.provide("postgres", { connection, template });
  project.provide("scratch", scratch);
  project.provide("appKey", await createAppKey());
  return async () => {
    await administer(connection, `drop database ${template} with (force)`);
    await server.stop();
  };
}

/** The same server, another database of it. */
export function withDatabase(connection: pg.PoolConfig, database: string): pg.PoolConfig {
  if (connection.connectionString === undefined) return { ...connection, database };
  const url = new URL(connection.connectionString);
  url.pathname = `/${database}`;
  return { ...connection, connectionString: url.href };
}

export async function administer(connection: pg.PoolConfig, statement: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function startServer(scratch: string): Promise<{ connection: pg.PoolConfig; stop(): Promise<void> }> {
  const url = process.env["DATABASE_URL"];
  if (url !== undefined) return { connection: { connectionString: url }, stop: () => Promise.resolve() };
  const dataDir = await mkdtemp(join(scratch, "baton-test-"));
  const outside = `${dataDir}-outside`;
  const server = await startEmbeddedPostgres({ dataDir, log: console.error, outside, settings });
  return {
    connection: server.connection,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
      await rm(outside, { recursive: true, force: true });
    },
  };
}
