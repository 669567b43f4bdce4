import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 as newId } from "uuid";
import { applyIntent } from "../src/orchestrator/apply-intent.ts";
import type { World } from "../src/orchestrator/ports.ts";
import { openDatabase, query } from "../src/store/database.ts";
import { startEmbeddedPostgres } from "../src/store/embedded/start-embedded-postgres.ts";
import { migrate } from "../src/store/migrate.ts";
import type { Actor } from "../src/workflow/actor.ts";
import { noEvidence, type Evidence } from "../src/workflow/evidence.ts";
import type { Intent } from "../src/workflow/intent.ts";

/**
 * How many transitions a second go through the one door, as a ratio against a single compare-and-set UPDATE of the same row,
 * measured in the same run. A transition is two statements: load, and save with handoff, event and outcome.
 */
const rounds = Number(process.env["BENCH_ROUNDS"] ?? 3000);
const home = await mkdtemp(join(tmpdir(), "baton-bench-"));
const postgres = await startEmbeddedPostgres({ dataDir: home, log: () => undefined, outside: `${home}-postgres` });
const db = openDatabase(postgres.connection);
await migrate(db);
await query(db, "insert into repositories (id, owner_id, full_name, installation_id) values (1, 1, 'a/b', 1)", []);
await query(db, "insert into pull_requests (repository_id, number) values (1, 1)", []);

const readAt = new Date();
const pull: Evidence["pull"] = {
  ...{ readAt, headSha: "a".repeat(40), headChangedAt: null, baseRef: "main", draft: false, open: true, merged: false },
  ...{ mergeSha: null, title: "", body: null, authorId: 1, labels: [] },
};
const by: Actor = { kind: "user", id: 1, login: "maria", permission: "admin", roles: ["q_assistant"] };
const world: World = {
  ...{ db, now: () => new Date(), newId: () => newId() },
  gather: () => Promise.resolve({ ...noEvidence, pull }),
  readRules: () => Promise.resolve({ kind: "none" }),
  teamsNow: (_, rules) => Promise.resolve(rules),
  resolveActor: () => Promise.resolve(by),
  checkResult: () => Promise.resolve([]),
  schemaFault: () => Promise.resolve(null),
};
const said = () => ({ by, at: new Date() });
const where = { repositoryId: 1, pullNumber: 1 };
const start = { kind: "start", workflowId: newId(), buildId: null, requirements: "", metadata: {}, ...where } as const;
await ask({ ...start, ...said() });
const nothing = { from: null, result: null, notes: null, force: false, headSha: null };

const transitions = await perSecond(async (round) => {
  await (round % 2 === 0
    ? ask({ kind: "advance", ...nothing, ...said() })
    : ask({ kind: "rollback", target: "discovery", reason: null, ...said() }));
});
const floor = await perSecond(async () => {
  await query(
    db,
    "update build_workflows set version = version + 1 where id = $1 and version > 0",
    [start.workflowId],
    "floor",
  );
});
process.stdout.write(`floor       ${floor.toFixed(0).padStart(6)}/s\n`);
process.stdout.write(`transition  ${transitions.toFixed(0).padStart(6)}/s  ${(transitions / floor).toFixed(2)}\n`);
await db.close();
await postgres.stop();
await rm(home, { recursive: true, force: true });
await rm(`${home}-postgres`, { recursive: true, force: true });

async function ask(intent: Intent): Promise<void> {
  const cause = `api:bench:${newId()}`;
  const outcome = await applyIntent(world, {
    ref: where,
    cause,
    delivery: null,
    by: () => Promise.resolve(by),
    intent: () => intent,
    drafts: () => [],
  });
  if (outcome.result !== "moved") throw new Error(`${intent.kind} was ${outcome.result}`);
}

async function perSecond(work: (round: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  for (let round = 0; round < rounds; round += 1) await work(round);
  return rounds / ((performance.now() - began) / 1000);
}
