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
