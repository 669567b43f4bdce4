import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { query, type Database } from "../../src/store/database.ts";
import { finishErrand, postponeErrand, takeErrand, type ErrandLease } from "../../src/store/errand-lease.ts";
import { intakeErrand } from "../../src/store/intake-errand.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import { now } from "./sample-workflow.ts";

let fresh: FreshDatabase;
let db: Database;
let key = "";
beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
});
afterAll(() => fresh.drop());
beforeEach(async () => {
  key = randomUUID();
  await intakeErrand(db, { kind: "rules", key, details: { kind: "rules" } });
  await query(db, "delete from graphile_worker._private_jobs", []);
});

const someone = (): ErrandLease => ({ kind: "rules", key, token: randomUUID(), seconds: 60 });

/** Seconds until the errand is hinted at; null: there is no hint. */
async function hintedIn(): Promise<number | null> {
  const [job] = await query<{ seconds: number }>(
    db,
    `select extract(epoch from run_at - now())::double precision as seconds from graphile_worker._private_jobs
     where key = 'errand:rules:' || $1`,
    [key],
  );
  return job?.seconds ?? null;
}

async function row(): Promise<object> {
  const [found] = await query<object>(
    db,
    `select wanted::integer, done::integer, attempts, lease_token as token, problem from errands where key = $1`,
    [key],
  );
  return found ?? {};
}

/** Lets the lease of whoever has the errand run out. */
const runOut = () => query(db, "update errands set lease_until = now() - interval '1 second' where key = $1", [key]);

describe("an errand that another has", () => {
  test("is left to it, with a hint for when its lease ends, since it may die", async () => {
    await takeErrand(db, someone(), now);
    expect(await hintedIn()).toBeNull();
    expect(await takeErrand(db, someone(), now)).toBeNull();
    expect(await hintedIn()).toBeGreaterThan(50);
  });

  test("is hinted at for the end of a backoff as well", async () => {
    const first = someone();
    await takeErrand(db, first, now);
    await postponeErrand(db, first, { problem: "away", retryAfterMs: 120_000, now });
    await query(db, "delete from graphile_worker._private_jobs", []);
    expect(await takeErrand(db, someone(), now)).toBeNull();
    expect(await hintedIn()).toBeGreaterThan(110);
  });

  test("is hinted at by nobody where there is nothing to do", async () => {
    const first = someone();
    await takeErrand(db, first, now);
    await finishErrand(db, first, { wanted: 1, problem: null });
    expect(await takeErrand(db, someone(), now)).toBeNull();
    expect(await hintedIn()).toBeNull();
  });
});

describe("an errand that is done after its lease was lost", () => {
  test("is done, and whoever took it over keeps the lease", async () => {
    const [first, second] = [someone(), someone()];
    await takeErrand(db, first, now);
    await runOut();
    expect(await takeErrand(db, second, now)).toMatchObject({ wanted: 1, attempts: 2 });
    await finishErrand(db, first, { wanted: 1, problem: null });
    expect(await row()).toEqual({ wanted: 1, done: 1, attempts: 0, token: second.token, problem: null });
    await finishErrand(db, second, { wanted: 1, problem: null });
    expect(await row()).toMatchObject({ done: 1, token: null });
  });

  test("is not given up by who lost it", async () => {
    const [first, second] = [someone(), someone()];
    await takeErrand(db, first, now);
    await runOut();
    await takeErrand(db, second, now);
    await finishErrand(db, first, { wanted: 1, problem: "gone" });
    expect(await row()).toMatchObject({ done: 0, token: second.token, problem: null });
  });

  test("is done again where it was asked for meanwhile", async () => {
    const first = someone();
    await takeErrand(db, first, now);
    await intakeErrand(db, { kind: "rules", key, details: { kind: "rules" } });
    await query(db, "delete from graphile_worker._private_jobs", []);
    await finishErrand(db, first, { wanted: 1, problem: null });
    expect(await row()).toMatchObject({ wanted: 2, done: 1, token: null });
    expect(await hintedIn()).not.toBeNull();
  });
});
