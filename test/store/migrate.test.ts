import { readMigrationFiles } from "drizzle-orm/migrator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { query } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";

let fresh: FreshDatabase;
beforeAll(async () => (fresh = await freshDatabase()));
afterAll(() => fresh.drop());

describe("migrate", () => {
  test("applies every migration once, however often and by however many processes it is called", async () => {
    await Promise.all([migrate(fresh.db), migrate(fresh.db), migrate(fresh.db)]);
    const applied = await query(fresh.db, "select created_at from drizzle.__drizzle_migrations order by 1", []);
    const files = readMigrationFiles({ migrationsFolder: "migrations" });
    expect(applied.map((row) => row["created_at"])).toEqual(files.map((file) => file.folderMillis));
  });

  test("brings the job queue's tables too", async () => {
    const rows = await query(
      fresh.db,
      "select to_regprocedure('graphile_worker.add_jobs(graphile_worker.job_spec[], boolean)') is not null as there",
      [],
    );
    expect(rows).toEqual([{ there: true }]);
  });

  test("refuses a database that a newer version migrated", async () => {
    await query(
      fresh.db,
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 4102444800000)",
      [],
    );
    await expect(migrate(fresh.db)).rejects.toThrow(/newer version of Baton \(1 migrations .* made on 2100-01-01/);
    await query(fresh.db, "delete from drizzle.__drizzle_migrations where hash = 'newer'", []);
    await expect(migrate(fresh.db)).resolves.toBeUndefined();
  });
});
