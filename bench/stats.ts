import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, query } from "../src/store/database.ts";
import { startEmbeddedPostgres } from "../src/store/embedded/start-embedded-postgres.ts";
import { migrate } from "../src/store/migrate.ts";
import { loadStats } from "../src/store/stats.ts";
import { loadThroughput } from "../src/store/throughput.ts";
import { defaultPolicy } from "../src/workflow/policy.ts";

/**
 * How long the statistics of a repository with many workflows take, of a month of it, and of an owner of several, as ratios
 * against one sequential pass over the repository's workflows: over the rows (a sum of a number in each), and over what is
 * measured in them (the length of each one's phase records). All in the same run.
 */
const workflows = Number(process.env["BENCH_WORKFLOWS"] ?? 100_000);
const rounds = 7;
/** The repository that is measured, the others of its owner, and somebody else's; each with how many workflows of it. */
const repositories = [
  { id: 1, owner: 1, share: 1 },
  ...[2, 3, 4, 5, 6].map((id) => ({ id, owner: 1, share: 0.1 })),
  { id: 7, owner: 2, share: 0.5 },
];
const home = await mkdtemp(join(tmpdir(), "baton-bench-"));
const postgres = await startEmbeddedPostgres({ dataDir: home, log: () => undefined, outside: `${home}-postgres` });
const db = openDatabase(postgres.connection);
await migrate(db);
for (const repository of repositories) await seed(repository);
await db.pool.query("vacuum analyze");

const ever = { from: new Date(0), to: new Date("2100-01-01") };
const month = { from: new Date(Date.now() - 60 * 86_400_000), to: new Date(Date.now() - 30 * 86_400_000) };
const own = [1];
const ofOwner = repositories.filter(({ owner }) => owner === 1).map(({ id }) => id);
const { total } = await loadStats(db, { repositoryIds: own, ...ever });
if (total !== workflows) throw new Error(`Counted ${String(total)} of ${String(workflows)} workflows.`);

const pass = "from build_workflows where repository_id = 1";
const rows = await fastest(() => query(db, `select sum(handoff_seq) ${pass}`, []));
const floor = await fastest(() => query(db, `select sum(length(phase_records::text)) ${pass}`, []));
say("a pass over the rows", rows);
say("a pass over their phase records", floor);
for (const [name, window] of [
  ["a repository", { repositoryIds: own, ...ever }],
  ["a repository, a month of a year", { repositoryIds: own, ...month }],
  ["an owner, half as many again", { repositoryIds: ofOwner, ...ever }],
  ["an owner, a month of a year", { repositoryIds: ofOwner, ...month }],
] as const) {
  say(name, await fastest(() => Promise.all([loadStats(db, window), loadThroughput(db, window)])));
}
await db.close();
await postgres.stop();
await rm(home, { recursive: true, force: true });
await rm(`${home}-postgres`, { recursive: true, force: true });

function say(name: string, ms: number): void {
  const ratios = [ms / rows, ms / floor].map((ratio) => ratio.toFixed(2).padStart(6)).join(" ");
  process.stdout.write(`${name.padEnd(34)} ${ms.toFixed(0).padStart(6)} ms ${ratios}\n`);
}

async function fastest(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return Math.min(...times);
}

/**
 * One in twenty in error, one in a hundred still under way, the rest complete, some with a retry; each with results of the
 * size that people write.
 */
async function seed({ id, owner, share }: (typeof repositories)[number]): Promise<void> {
  const count = Math.round(workflows * share);
  await query(db, `insert into repositories (id, owner_id, full_name, installation_id) values ($1, $2, $3, 1)`, [
    id,
    owner,
    `owner-${String(owner)}/r${String(id)}`,
  ]);
  await query(db, "insert into pull_requests (repository_id, number) select $2, n from generate_series(1, $1) n", [
    count,
    id,
  ]);
  await query(
    db,
    `
insert into build_workflows
select r.* from (select n, case when n % 100 = 0 then 'planning' when n % 20 = 10 then 'error' else 'complete' end as state
                 from generate_series(1, $1::integer) n) s,
lateral jsonb_populate_record(null::build_workflows, jsonb_build_object(
  'id', gen_random_uuid(), 'build_id', 'pr-' || n, 'project_id', $3::bigint, 'user_id', '1', 'repository_id', $3::bigint,
  'pull_number', n, 'status', case when state = 'complete' then 'complete' else 'open' end, 'current_state', state,
  'error_from', case when state = 'error' then 'testing' end, 'version', 12, 'state_seq', 12, 'state_held_ms', 0,
  'state_entered_at', now(), 'event_seq', 12, 'handoff_seq', 10, 'last_hash', '\\x' || repeat('00', 32), 'retries', n % 3,
  'failed_runs', '[]'::jsonb, 'lapses', 0, 'head_sha', repeat('a', 40), 'base_ref', 'main', 'stale_before', now(),
  'planning_phase', jsonb_build_object('plan', repeat('a plan ', 100)),
  'phase_records', (select jsonb_object_agg(phase, jsonb_build_object('attempts', 1, 'elapsedMs', (n * 7919 + i) % 100000,
     'enteredAt', null, 'completedAt', now(), 'completedBy', jsonb_build_object('kind', 'user', 'id', 1, 'login', 'maria')))
     from unnest(array['discovery','planning','implementation','testing','verification','deployment']) with ordinality p (phase, i)),
  'workflow_metadata', '{"given": {}, "requirements": "all", "startedBy": {"kind": "user", "id": 1, "login": "maria"}}'::jsonb,
  'policy', $2::jsonb, 'published_version', 12, 'called_seq', 12, 'start_cause', 'bench:' || $3::bigint || '/' || n,
  'created_at', now() - make_interval(hours => n % 8760), 'updated_at', now(),
  'completed_at', case when state = 'complete' then now() - make_interval(hours => n % 8760, mins => -(n % 59)) end)) r`,
    [count, JSON.stringify(defaultPolicy), id],
  );
  await query(
    db,
    `
insert into workflow_handoffs (workflow_id, seq, kind, from_state, to_state, payload_digest, actor, head_sha, timestamp)
select w.id, seq, kind, case kind when 'step' then 'implementation' else 'testing' end,
  case kind when 'fail' then 'error' when 'retry' then 'implementation' else 'handoff_to_tester' end, decode(repeat('00', 32), 'hex'), '{"kind": "user", "id": 1, "login": "maria"}', repeat('a', 40), now()
from build_workflows w, generate_series(1, 10) seq, lateral (select case
    when seq = 10 and current_state = 'error' then 'fail' when seq = 6 and pull_number % 3 = 1 then 'retry' else 'step'
  end as kind) kinds
where w.repository_id = $1`,
    [id],
  );
}
