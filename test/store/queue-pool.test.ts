import type pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { queuePool } from "../../src/store/queue-pool.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

type Connected = readonly [client: pg.PoolClient, release: () => void];

function connect(pool: pg.Pool): Promise<Connected> {
  return new Promise((resolve, reject) => {
    pool.connect((error, client, release) => (client === undefined ? reject(error!) : resolve([client, release])));
  });
}

it("takes a connection back once, however often it is given back", async () => {
  const pool = queuePool(fresh.db);
  const [client, release] = await connect(pool);
  await client.query("select 1");
  release();
  expect(release).not.toThrow();
  expect(fresh.db.pool).toMatchObject({ totalCount: 1, idleCount: 1 });

  const [again] = await connect(pool);
  release();
  expect(fresh.db.pool).toMatchObject({ totalCount: 1, idleCount: 0 });
  again.release();
});

it("is the same pool otherwise", async () => {
  const pool = queuePool(fresh.db);
  expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  expect(pool.options).toBe(fresh.db.pool.options);
  const client = await pool.connect();
  expect(fresh.db.pool).toMatchObject({ totalCount: 1, idleCount: 0 });
  client.release();
});

it("says that the pool has ended, and takes nothing back then", async () => {
  const ended = await freshDatabase();
  await ended.drop();
  const error = await new Promise((resolve) => {
    queuePool(ended.db).connect((error, _client, release) => {
      release();
      resolve(error);
    });
  });
  expect(error).toMatchObject({ message: expect.stringContaining("after calling end") as string });
});
