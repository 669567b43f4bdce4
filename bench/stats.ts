import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, query } from "../src/store/database.ts";
import { startEmbeddedPostgres } from "../src/store/embedded/start-embedded-postgres.ts";
import { migrate } from "../src/store/migrate.ts";
import { loadStats } from "../src/store/stats.ts";
import { defaultPolicy } from "../src/workflow/policy.ts";

/**
 * How long the statistics of a repository with many workflows take, as a ratio against one sequential pass over the same
 * rows (a sum over a column of each), measured in the same run.
 */
const workflows = Number(process.env["BENCH_WORKFLOWS"] ?? 100_000);
const rounds = 5;
const home = await mkdtemp(join(tmpdir(), "baton-bench-"));
const postgres = await startEmbeddedPostgres({ dataDir: home, log: () => undefined, outside: `${home}-postgres` });
const db = openDatabase(postgres.connection);
await migrate(db);
await seed();

const window = { repositoryId: 1, from: new Date(0), to: new Date("2100-01-01") };
const stats = await loadStats(db, window);
if (stats.total !== workflows) throw new Error(`Counted ${String(stats.total)} of ${String(workflows)} workflows.`);
const floor = await fastest(() => query(db, "select sum(length(phase_records::text)) from build_workflows", []));
const measured = await fastest(() => loadStats(db, window));
process.stdout.write(`floor  ${floor.toFixed(0).padStart(6)} ms\n`);
process.stdout.write(`stats  ${measured.toFixed(0).padStart(6)} ms  ${(measured / floor).toFixed(2)}\n`);
await db.close();
await postgres.stop();
await rm(home, { recursive: true, force: true });
await rm(`${home}-postgres`, { recursive: true, force: true });

async function fastest(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return Math.min(...times);
}

/** Nine of ten complete, some with a retry, some in error; each with results of the size that people write. */
async function seed(): Promise<void> {
  await query(db, "insert into repositories (id, owner_id, full_name, installation_id) values (1, 1, 'a/b', 1)", []);
  await query(db, "insert into pull_requests (repository_id, number) select 1, n from generate_series(1, $1) n", [
    workflows,
  ]);
  await query(
    db,
    `
insert into build_workflows
select r.* from generate_series(1, $1::integer) n, lateral jsonb_populate_record(null::build_workflows, jsonb_build_object(
  'id', gen_random_uuid(), 'build_id', 'pr-' || n, 'project_id', '1', 'user_id', '1', 'repository_id', 1, 'pull_number', n,
  'status', case when n % 10 = 0 then 'open' else 'complete' end,
  'current_state', case when n % 10 = 0 then 'error' else 'complete' end,
  'error_from', case when n % 10 = 0 then 'testing' end, 'version', 12, 'state_seq', 12, 'state_held_ms', 0,
  'state_entered_at', now(), 'event_seq', 12, 'handoff_seq', 10, 'last_hash', '\\x' || repeat('00', 32), 'retries', n % 3,
  'failed_runs', '[]'::jsonb, 'head_sha', repeat('a', 40), 'base_ref', 'main', 'stale_before', now(),
  'planning_phase', jsonb_build_object('plan', repeat('a plan ', 100)),
  'phase_records', (select jsonb_object_agg(phase, jsonb_build_object('attempts', 1, 'elapsedMs', (n * 7919 + i) % 100000,
     'enteredAt', null, 'completedAt', now(), 'completedBy', jsonb_build_object('kind', 'user', 'id', 1, 'login', 'maria')))
     from unnest(array['discovery','planning','implementation','testing','verification','deployment']) with ordinality p (phase, i)),
  'workflow_metadata', '{"given": {}, "requirements": "all", "startedBy": {"kind": "user", "id": 1, "login": "maria"}}'::jsonb,
  'policy', $2::jsonb, 'published_version', 12, 'called_seq', 12, 'start_cause', 'bench:' || n,
  'created_at', now() - make_interval(hours => n % 8760), 'updated_at', now(),
  'completed_at', case when n % 10 > 0 then now() end)) r`,
    [workflows, JSON.stringify(defaultPolicy)],
  );
  await query(
    db,
    `
insert into workflow_handoffs (workflow_id, seq, kind, from_state, to_state, payload_digest, actor, head_sha, timestamp)
select w.id, seq, case when seq = 10 and pull_number % 10 = 0 then 'fail' when seq = 6 and pull_number % 3 = 1 then 'retry' else 'step' end,
  'testing', 'implementation', decode(repeat('00', 32), 'hex'), '{"kind": "user", "id": 1, "login": "maria"}', repeat('a', 40), now()
from build_workflows w, generate_series(1, 10) seq`,
    [],
  );
  await db.pool.query("vacuum analyze");
}
