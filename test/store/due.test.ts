import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { query, type Database } from "../../src/store/database.ts";
import { findNeglected } from "../../src/store/due.ts";
import { setSpacedMark } from "../../src/store/spaced-mark.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import { mustSave, newWorkflow, now, startOf } from "./sample-workflow.ts";

const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

let fresh: FreshDatabase;
let db: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
});
afterAll(() => fresh.drop());

/** A pull request in discovery, looked at so many minutes ago. */
async function looked(installationId: number, number: number, minutesAgo: number): Promise<void> {
  const repositoryId = installationId * 10;
  await query(
    db,
    `insert into repositories (id, owner_id, full_name, installation_id) values ($1::bigint, 5, 'acme/shop-' || $1, $2)
     on conflict do nothing`,
    [repositoryId, installationId],
  );
  await query(db, "insert into pull_requests (repository_id, number) values ($1, $2)", [repositoryId, number]);
  await mustSave(db, startOf(newWorkflow({ repositoryId, projectId: String(repositoryId), pullNumber: number })));
  await query(
    db,
    `update pull_requests set looked_at = $3, due_done = due_seq, facts_read = facts_wanted
     where repository_id = $1 and number = $2`,
    [repositoryId, number, later(-minutesAgo)],
  );
}

describe("the pull requests that nobody spoke of", () => {
  const found = async (most: number) => {
    const neglected = await findNeglected(db, now, most);
    return neglected.map((each) => `${String(each.installationId)}/${String(each.pullNumber)}`);
  };

  beforeAll(async () => {
    for (const number of [1, 2, 3, 4]) await looked(7, number, 100 - number);
    await looked(8, 1, 20);
    await looked(8, 2, 30);
    await looked(9, 1, 25);
  });

  test("are taken from each installation in turn, each installation's oldest look first", async () => {
    expect(await found(5)).toEqual(["7/1", "8/2", "9/1", "7/2", "8/1"]);
    expect(await found(3)).toEqual(["7/1", "8/2", "9/1"]);
  });

  test("leave out what GitHub refuses to show until it is tried again", async () => {
    const problem = `update pull_requests set reading_problem = 'no', problem_until = $1 where repository_id = 90`;
    await query(db, problem, [later(1)]);
    expect(await found(9)).not.toContain("9/1");
    await query(db, problem, [now]);
    expect(await found(9)).toContain("9/1");
  });

  test("tell where GitHub refuses to be written to", async () => {
    await query(db, "update pull_requests set problem = 'locked' where repository_id = 80 and number = 1", []);
    const neglected = await findNeglected(db, now, 9);
    expect(neglected.filter(({ mayTell }) => !mayTell)).toMatchObject([{ installationId: 8, pullNumber: 1 }]);
  });
});

test("a mark that spaces something out is set again only when its time is over", async () => {
  const set = (name: string, minutes: number) => setSpacedMark(db, name, { now: later(minutes), everyMs: 600_000 });
  expect(await set("one", 0)).toBe(true);
  expect(await set("one", 9)).toBe(false);
  expect(await set("other", 9)).toBe(true);
  expect(await set("one", 10)).toBe(true);
  expect(await set("one", 19)).toBe(false);
});
