import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, query, type Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { requireServer } from "../../src/store/require-server.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import { startPostgresProxy, type PostgresProxy } from "../support/postgres-proxy.ts";

let fresh: FreshDatabase;
beforeAll(async () => (fresh = await freshDatabase()));
afterAll(() => fresh.drop());

test("a connection that breaks while it is idle is logged, and the next query gets another", async () => {
  const messages: string[] = [];
  const db = openDatabase({ ...fresh.connection, max: 1 }, (message) => messages.push(message));
  const [{ pid } = { pid: 0 }] = await query<{ pid: number }>(db, "select pg_backend_pid() as pid", []);
  await query(fresh.db, "select pg_terminate_backend($1)", [pid]);
  await expect.poll(() => messages).toEqual([expect.stringMatching(/^An idle connection to Postgres broke: /)]);
  expect(await query(db, "select 1 as one", [])).toEqual([{ one: 1 }]);
  await db.close();
});

test("a connection that breaks between two statements of a transaction fails the second and nothing else", async () => {
  const client = await fresh.db.pool.connect();
  await client.query("begin");
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  await query(fresh.db, "select pg_terminate_backend($1)", [rows[0]?.pid]);
  await expect
    .poll(() =>
      client.query("select 1").then(
        () => "answered",
        () => "failed",
      ),
    )
    .toBe("failed");
  client.release(true);
  expect(await query(fresh.db, "select 1 as one", [])).toEqual([{ one: 1 }]);
});

describe("a database that does not answer", () => {
  const limits = { connectMs: 300, statementMs: 10_000, answerMs: 300 };
  let proxy: PostgresProxy;
  let db: Database;
  beforeAll(async () => {
    const { host = "localhost", port = 5432 } = fresh.connection;
    proxy = await startPostgresProxy({ host, port });
    db = openDatabase({ ...fresh.connection, host: "127.0.0.1", port: proxy.port, max: 1 }, () => undefined, limits);
  });
  afterAll(async () => {
    await db.close();
    await proxy.close();
  });

  const one = async () => query(db, "select 1 as one", []);

  test("fails a statement in time, also one on a new connection, and is asked on another once it is back", async () => {
    await one();
    proxy.freeze();
    await expect(one()).rejects.toThrow("Query read timeout");
    await expect(one()).rejects.toThrow("timeout");
    proxy.thaw();
    expect(await one()).toEqual([{ one: 1 }]);
  });

  test("leaves no dead connection in the pool, whoever gives it back without a word", async () => {
    const client = await db.pool.connect();
    proxy.freeze();
    await expect(client.query("select 1")).rejects.toThrow("Query read timeout");
    client.release();
    expect(db.pool.idleCount).toBe(0);
    proxy.thaw();
    expect(await one()).toEqual([{ one: 1 }]);
  });

  test("gives a statement up by itself that takes too long", async () => {
    const hasty = openDatabase(fresh.connection, () => undefined, { ...limits, statementMs: 100, answerMs: 10_000 });
    const holder = await fresh.db.pool.connect();
    await holder.query("select pg_advisory_lock(1)");
    await expect(query(hasty, "select pg_advisory_lock(1)", [])).rejects.toMatchObject({ code: "57014" });
    holder.release(true);
    await hasty.close();
  });

  test("is waited for as long as it takes by a migration", async () => {
    const hasty = openDatabase(fresh.connection, () => undefined, {
      connectMs: 5_000,
      statementMs: 100,
      answerMs: 100,
    });
    const holder = await fresh.db.pool.connect();
    await holder.query("select pg_advisory_lock(7225001)");
    const migrated = migrate(hasty);
    const waiting = `select count(*)::integer as count from pg_stat_activity where datname = current_database()
      and wait_event = 'advisory' and query_start < clock_timestamp() - interval '300 milliseconds'`;
    await expect.poll(() => query(fresh.db, waiting, [])).toEqual([{ count: 1 }]);
    holder.release(true);
    await migrated;
    await hasty.close();
  });
});

test("bigint columns are numbers, and one that is no safe integer is an error", async () => {
  expect(
    await query(fresh.db, "select 9007199254740991::bigint as id, count(*) from pg_class where false", []),
  ).toEqual([{ id: Number.MAX_SAFE_INTEGER, count: 0 }]);
  await expect(query(fresh.db, "select 9007199254740993::bigint", [])).rejects.toThrow(/no safe integer/);
});

test.each([
  [140_012, "14.12", false],
  [150_000, "15.0", true],
  [180_004, "18.4", true],
])("a server with the version number %i is required to be 15 or newer", (number, version, isEnough) => {
  const required = () => requireServer({ number, version });
  if (isEnough) expect(required).not.toThrow();
  else expect(required).toThrow(/needs PostgreSQL 15 or newer, and this server is 14.12/);
});
