import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { query, type Database } from "../../src/store/database.ts";
import { recordOutcome } from "../../src/store/record-outcome.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import { insertDelivery, insertPull } from "./sample-workflow.ts";

let fresh: FreshDatabase;
let db: Database;
let number = 0;
let guid: string;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
});
afterAll(() => fresh.drop());
beforeEach(async () => {
  number += 1;
  guid = `guid-${number}`;
  await insertPull(db, 100, number);
  await insertDelivery(db, guid, number);
});

const record = (index: number, over: { last?: boolean; outbox?: boolean; pullNumber?: number } = {}) =>
  recordOutcome(db, {
    delivery: { guid, index, outcome: { result: "refused", why: "a\0b" }, last: over.last ?? true },
    repositoryId: 100,
    pullNumber: over.pullNumber ?? number,
    outbox: over.outbox === true ? [{ kind: "reply", cause: guid, body: { text: "no" } }] : [],
  });

const stored = async () =>
  (
    await query(
      db,
      `select jsonb_array_length(outcomes) as outcomes, applied_at is not null as done, due_seq, o.body
       from webhook_deliveries d join pull_requests p on p.number = d.pull_number
       left join outbox o on o.cause = d.guid where guid = $1`,
      [guid],
    )
  )[0];

test("a refusal is kept with what is to be said about it, which is due", async () => {
  expect(await record(0, { outbox: true })).toBe(true);
  expect(await stored()).toEqual({ outcomes: 1, done: true, due_seq: 1, body: { text: "no" } });
});

test("with nothing to be said nothing becomes due", async () => {
  expect(await record(0)).toBe(true);
  expect(await stored()).toMatchObject({ due_seq: 0, body: null });
});

test("a request of two commands is done with the second", async () => {
  expect(await record(0, { last: false })).toBe(true);
  expect(await stored()).toMatchObject({ outcomes: 1, done: false });
  expect(await record(1)).toBe(true);
  expect(await stored()).toMatchObject({ outcomes: 2, done: true });
});

test.each([
  ["was judged already", 0, {}],
  ["is further than was thought", 1, {}],
  ["belongs to another pull request", 0, { pullNumber: 9999 }],
] as const)("what %s is not recorded, and nothing is said", async (what, index, over) => {
  if (what === "was judged already") await record(0);
  const before = await stored();
  expect(await record(index, { ...over, outbox: true })).toBe(false);
  expect(await stored()).toEqual(before);
});

test("one of many at once records it", async () => {
  const results = await Promise.all(Array.from({ length: 8 }, () => record(0, { outbox: true })));
  expect(results.filter(Boolean)).toHaveLength(1);
  expect(await stored()).toMatchObject({ outcomes: 1, due_seq: 1 });
});
