import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, query } from "../../src/store/database.ts";
import { requireServer } from "../../src/store/require-server.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";

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
