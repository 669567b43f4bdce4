import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as measuresSchema from "../../src/store/measures-schema.ts";
import * as tokenSchema from "../../src/store/token-schema.ts";
import { query, type Database } from "../../src/store/database.ts";
import { loadPull } from "../../src/store/load-pull.ts";
import { migrate } from "../../src/store/migrate.ts";
import * as schema from "../../src/store/schema.ts";
import { loadStats } from "../../src/store/stats.ts";
import { verifyChain } from "../../src/store/verify-chain.ts";
import * as workflowSchema from "../../src/store/workflow-schema.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";

interface Journal {
  readonly entries: readonly { readonly tag: string }[];
}

/** Rows of each table as JSON, in the shape that the tables had after the migration of the same name. */
type Seed = Readonly<Record<string, readonly object[]>>;

let fresh: FreshDatabase;
let db: Database;
let journal: Journal;
/** What stands still was measured by the migration that brought measures. */
const seeded = new Map([["workflow_measures", 1]]);

/** Applies the migrations one after the other, each on the rows that were put in after those before it. */
beforeAll(async () => {
  fresh = await freshDatabase({ migrated: false });
  db = fresh.db;
  journal = JSON.parse(await readFile("migrations/meta/_journal.json", "utf8")) as Journal;
  for (const [index, { tag }] of journal.entries.entries()) {
    await applyFirst(index + 1);
    await plant(JSON.parse(await readFile(`test/store/seeds/${tag}.json`, "utf8").catch(() => "{}")) as Seed);
  }
});
afterAll(() => fresh.drop());

describe("migrations on a database in use", () => {
  test("keep every row of every table", async () => {
    const tables = await query<{ name: string }>(
      db,
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
      [],
    );
    for (const { name } of tables) {
      const [row] = await query<{ count: number }>(db, `select count(*) from ${name}`, []);
      expect(seeded.get(name), `there is no seed for ${name}: add test/store/seeds/<migration>.json`).toBeGreaterThan(
        0,
      );
      expect(row?.count, name).toBe(seeded.get(name));
    }
  });

  test("leave workflows that this version reads, with a chain that verifies", async () => {
    await migrate(db);
    const pull = await loadPull(db, { repositoryId: 100, pullNumber: 1 });
    expect(pull).toMatchObject({ repository: { fullName: "acme/shop" }, pull: { open: true } });
    expect(pull?.newest?.workflow).toMatchObject({
      currentState: "planning",
      results: { discovery: { risks: ["none"] } },
    });
    expect(await verifyChain(db, pull?.newest?.workflow.id ?? "")).toEqual({ ok: true, length: 2 });
  });

  test("measure the workflows that came to an end before there were measures", async () => {
    const ever = { repositoryIds: [100], from: new Date(0), to: new Date("2100-01-01") };
    expect(await loadStats(db, ever)).toMatchObject({
      ...{ total: 2, completed: 1, inProgress: 1, retries: 1, duration: { mean: 3600.5 } },
      phases: { testing: { completed: 1, attempts: 2, p90: 90 }, planning: { completed: 0 } },
    });
  });
});

test("the migrations make what the schema says", async () => {
  const last = String(journal.entries.length - 1).padStart(4, "0");
  const made = JSON.parse(await readFile(`migrations/meta/${last}_snapshot.json`, "utf8")) as ReturnType<
    typeof generateDrizzleJson
  >;
  const said = generateDrizzleJson({ ...schema, ...workflowSchema, ...measuresSchema, ...tokenSchema }, made.id);
  expect(await generateMigration(made, said), "run npx drizzle-kit generate").toEqual([]);
});

async function applyFirst(count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "baton-migrations-"));
  await cp("migrations", folder, { recursive: true });
  const cut = { ...journal, entries: journal.entries.slice(0, count) };
  await writeFile(join(folder, "meta", "_journal.json"), JSON.stringify(cut));
  await applyMigrations(drizzle(db.pool), { migrationsFolder: folder });
  await rm(folder, { recursive: true });
}

async function plant(seed: Seed): Promise<void> {
  for (const [table, rows] of Object.entries(seed)) {
    await query(db, `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows),
    ]);
    seeded.set(table, (seeded.get(table) ?? 0) + rows.length);
  }
}
