import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { query, type Database } from "../../src/store/database.ts";
import { handoffKinds } from "../../src/workflow/decision.ts";
import { canRollBackTo } from "../../src/workflow/recovery.ts";
import { states, type State } from "../../src/workflow/states.ts";
import { transitionKind } from "../../src/workflow/transitions.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";
import { insertDelivery, insertPull, mustSave, newWorkflow, startOf, stepOf } from "./sample-workflow.ts";

let fresh: FreshDatabase;
let db: Database;

/** One row in every table that has a constraint of its own; what is refused differs from it in what is named. */
beforeAll(async () => {
  fresh = await freshDatabase();
  db = fresh.db;
  await insertPull(db);
  await insertDelivery(db, "guid");
  const outbox = [{ kind: "reply", cause: "one", body: {} }];
  await mustSave(db, stepOf(await mustSave(db, startOf(newWorkflow(), { outbox }))));
  const more = [
    "insert into errands (kind, key, details) values ('rules', '100', '{}')",
    `insert into tokens (id, prefix, hash, repository_ids, roles, label, created_at, expires_at)
     values (gen_random_uuid(), 'one', sha256('one'), '{100}', '{}', 'one', now(), now())`,
    `insert into workflow_measures (workflow_id, repository_id, created_at, outcome, handoffs, retries)
     select id, repository_id, created_at, 'failed', 1, 0 from build_workflows`,
  ];
  for (const statement of more) await query(db, statement, []);
});
afterAll(() => fresh.drop());

const uuid = "00000000-0000-4000-8000-000000000001";
const short = "\\x00";
const claim = { by: { kind: "user", id: 7, login: "maria" }, at: "2026-03-01T10:00:00Z", fence: 1, expiresAt: null };

/** For each constraint its table and what breaks it. */
const broken: Readonly<Record<string, readonly [table: string, ...changes: readonly object[]]>> = {
  build_workflows_status: ["build_workflows", { status: "asleep" }],
  build_workflows_state: ["build_workflows", { current_state: "lunch" }],
  build_workflows_complete: [
    "build_workflows",
    { status: "complete" },
    { current_state: "complete", completed_at: "2026-03-01T10:00:00Z" },
  ],
  build_workflows_completed: [
    "build_workflows",
    { completed_at: "2026-03-01T10:00:00Z" },
    { status: "complete", current_state: "complete" },
  ],
  build_workflows_error: ["build_workflows", { current_state: "error" }, { error_from: "testing" }],
  build_workflows_error_from: [
    "build_workflows",
    ...["error", "complete", "lunch"].map((from) => ({ current_state: "error", error_from: from })),
  ],
  build_workflows_cancelled: ["build_workflows", { status: "cancelled" }, { cancelled_by: "closed" }],
  build_workflows_cancelled_by: ["build_workflows", { status: "cancelled", cancelled_by: "weather" }],
  build_workflows_counts: ["build_workflows", { version: 0 }, { state_seq: 0 }, { retries: -1 }, { lapses: -1 }],
  build_workflows_claim: [
    "build_workflows",
    { claim, current_state: "handoff_to_coder" },
    { claim, status: "cancelled", cancelled_by: "closed" },
    { claim: { ...claim, fence: 99 } },
  ],
  build_workflows_hash: ["build_workflows", { last_hash: short }],
  build_workflows_start_cause: ["build_workflows", { id: uuid, status: "cancelled", cancelled_by: "closed" }],
  build_workflows_one_open: ["build_workflows", { id: uuid, start_cause: "another" }],
  workflow_handoffs_digest: ["workflow_handoffs", { payload_digest: short }],
  workflow_handoffs_kind: ["workflow_handoffs", { kind: "leap" }],
  workflow_handoffs_transition: ["workflow_handoffs", { to_state: "deployment" }, { kind: "retry" }],
  workflow_events_hash: ["workflow_events", { prev_hash: short }, { hash: short }, { event_digest: short }],
  workflow_events_handoff: ["workflow_events", { handoff_seq: 1, handoff_digest: null }, { handoff_digest: short }],
  workflow_events_type: ["workflow_events", { event_type: "yawned" }],
  workflow_events_cause: ["workflow_events", { seq: 99 }],
  workflow_events_request_cause: ["workflow_events", { seq: 99, workflow_id: uuid }],
  workflow_measures_outcome: ["workflow_measures", { outcome: "unclear" }],
  repositories_access: ["repositories", { access: "perhaps" }],
  repositories_lost: ["repositories", { access: "lost" }, { access_lost_by: "uninstalled" }],
  repositories_heard: ["repositories", { heard_name: "acme/shop" }, { heard_installation_id: 9 }],
  pull_requests_counts: [
    "pull_requests",
    ...[{ due_done: 99 }, { facts_read: 99 }, { report_done: 99 }, { failures: -1 }],
  ],
  pull_requests_lease: ["pull_requests", { lease_token: uuid }, { lease_until: "2026-03-01T10:00:00Z" }],
  outbox_cause: ["outbox", { id: 99 }],
  errands_counts: ["errands", { done: 99 }, { attempts: -1 }],
  errands_lease: ["errands", { lease_token: uuid }, { lease_until: "2026-03-01T10:00:00Z" }],
  tokens_hash: ["tokens", { hash: short }],
  tokens_repositories: ["tokens", { repository_ids: [] }],
  tokens_prefix: ["tokens", { id: uuid }],
};

/** What Postgres says to a row like the first of a table, with something changed. */
async function refusalOf(table: string, change: object): Promise<{ readonly code: string; readonly by: string }> {
  const copy = `insert into ${table}
    select (jsonb_populate_record(t, $1::jsonb)).* from ${table} t limit 1`;
  try {
    await query(db, copy, [JSON.stringify(change)]);
  } catch (error) {
    if (error instanceof pg.DatabaseError) return { code: error.code ?? "", by: error.constraint ?? "" };
    throw error;
  }
  return { code: "none", by: "none" };
}

describe("what the database enforces", () => {
  test("is all in the table below", async () => {
    const rows = await query<{ name: string }>(
      db,
      `select conname as name from pg_constraint
       where contype in ('c', 'u') and connamespace = 'public'::regnamespace
       union select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
       where i.indisunique and not i.indisprimary and c.relnamespace = 'public'::regnamespace`,
      [],
    );
    expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(broken).toSorted());
  });

  test.each(Object.entries(broken))("refuses what breaks %s", async (name, [table, ...changes]) => {
    for (const change of changes) {
      const { code, by } = await refusalOf(table, change);
      expect([change, by]).toEqual([change, name]);
      expect(["23514", "23505"]).toContain(code);
    }
  });

  test("refuses a second row of every primary key", async () => {
    for (const table of new Set(Object.values(broken).map(([each]) => each)))
      expect([table, (await refusalOf(table, {})).code]).toEqual([table, "23505"]);
  });

  test("is every change of state that there is, and no other", async () => {
    const [row] = await query<{ text: string }>(
      db,
      `select pg_get_expr(conbin, conrelid) as text from pg_constraint where conname = 'workflow_handoffs_transition'`,
      [],
    );
    const allowed = await query<{ kind: string; from_state: State; to_state: State }>(
      db,
      `select * from unnest($1::text[]) kind, unnest($2::text[]) from_state, unnest($2::text[]) to_state
       where ${row?.text ?? ""}`,
      [handoffKinds, states],
    );
    const texts = allowed.map((each) => `${each.kind} ${each.from_state} ${each.to_state}`);
    const legal = handoffKinds.flatMap((kind) =>
      states.flatMap((from) => states.filter((to) => isLegal(kind, from, to)).map((to) => `${kind} ${from} ${to}`)),
    );
    expect(texts.toSorted()).toEqual(legal.toSorted());
    expect(texts.filter((text) => !text.startsWith("reset"))).toHaveLength(28);
  });
});

function isLegal(kind: string, from: State, to: State): boolean {
  if (kind !== "reset") return transitionKind(from, to) === kind;
  const failed = states.filter((state) => state !== "complete" && state !== "error");
  if (from === "error") return failed.some((errorFrom) => canRollBackTo(to, { currentState: from, errorFrom }));
  return from !== "complete" && canRollBackTo(to, { currentState: from, errorFrom: null });
}
