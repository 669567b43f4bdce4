import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { query, type Database } from "../../src/store/database.ts";
import { findNeglected, hintDue } from "../../src/store/due.ts";
import { intakeFact } from "../../src/store/intake-fact.ts";
import { prune } from "../../src/store/prune.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import { insertPull, mustSave, newWorkflow, startOf } from "./sample-workflow.ts";

/** Pull requests that have been at rest for long, as most of them are. */
const rows = 6_000;
const now = new Date("2026-11-01T12:00:00Z");
const repository = { id: 100, ownerId: 5, fullName: "acme/shop", installationId: 9 };

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly Plan[];
}

interface Explained {
  readonly "QUERY PLAN": readonly { readonly Plan: Plan }[];
}

let fresh: FreshDatabase;
let db: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
  await insertPull(db);
  const { workflow } = await mustSave(db, startOf(newWorkflow()));
  await query(
    db,
    `insert into pull_requests (repository_id, number, head_sha, looked_at, due_seq, due_done)
     select 100, n, md5(n::text), now() - interval '90 days', 3, 3 from generate_series(2, ${String(rows)}) n`,
    [],
  );
  await query(
    db,
    `insert into build_workflows
     select (jsonb_populate_record(w, jsonb_build_object('id', gen_random_uuid(), 'pull_number', n, 'start_cause', n,
       'status', 'complete', 'current_state', 'complete', 'completed_at', w.updated_at))).*
     from build_workflows w, generate_series(2, ${String(rows)}) n where w.id = $1`,
    [workflow.id],
  );
  await query(
    db,
    `insert into outbox (repository_id, pull_number, kind, cause, body, created_at, sent_at)
     select 100, n, 'reply', n, '{}', $1::timestamptz - interval '9 days', now() from generate_series(2, ${String(rows)}) n`,
    [now],
  );
  await query(
    db,
    `insert into webhook_deliveries (guid, repository_id, pull_number, event, request, received_at, applied_at)
     select n, 100, n, 'issue_comment', '{}', $1::timestamptz - interval '9 days', now() from generate_series(2, ${String(rows)}) n`,
    [now],
  );
  await query(db, "analyze", []);
});
afterAll(() => fresh.drop());

/** The tables that the statements of some work would read from end to end. */
async function readWhole(work: (db: Database) => Promise<unknown>): Promise<readonly string[]> {
  const plans: Plan[] = [];
  const explaining = {
    query: async ({ text, values }: { text: string; values: unknown[] }) => {
      const { rows: explained } = await db.pool.query<Explained>({ text: `explain (format json) ${text}`, values });
      for (const each of explained) plans.push(...each["QUERY PLAN"].map(({ Plan: plan }) => plan));
      return { rows: [] };
    },
  };
  await work({ ...db, pool: explaining as unknown as Database["pool"] });
  expect(plans).not.toEqual([]);
  return plans.flatMap(scanned).filter((table) => growing.has(table));
}

const growing: ReadonlySet<string> = new Set(["pull_requests", "build_workflows", "outbox", "webhook_deliveries"]);

function scanned(plan: Plan): readonly string[] {
  const own = plan["Node Type"] === "Seq Scan" ? [plan["Relation Name"] ?? ""] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scanned)];
}

describe("reads no table from end to end that only grows", () => {
  test.each<[string, (db: Database) => Promise<unknown>]>([
    ["adding what is due", (to) => hintDue(to, now, 1_000)],
    ["looking for the neglected", (to) => findNeglected(to, now, 500)],
    ["pruning", (to) => prune(to, now)],
    ["taking in what concerns a head", (to) => intakeFact(to, factAbout({ by: "head", sha: "a".repeat(40) }))],
    ["taking in a deployment", (to) => intakeFact(to, factAbout({ by: "repository" }))],
  ])("%s", async (_what, work) => {
    expect(await readWhole(work)).toEqual([]);
  });
});

function factAbout(about: Parameters<typeof intakeFact>[1]["about"]): Parameters<typeof intakeFact>[1] {
  const fact = { repository, about, wantsFacts: true, wantsReport: false, announcedHead: null, errand: null };
  return { ...fact, lookAt: now, now };
}
