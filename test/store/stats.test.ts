import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../src/store/database.ts";
import { loadStats } from "../../src/store/stats.ts";
import { defaultPolicy } from "../../src/workflow/policy.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";

let fresh: FreshDatabase;

const start = Date.parse("2026-03-01T00:00:00.000Z");
const ever = { repositoryIds: [1], from: new Date(0), to: new Date("2100-01-01") };

/** How long the tenth, twentieth … complete workflow took, and its testing, in milliseconds. */
const tookMs = [1_000, 2_500, 3_000, 10_001, 20_000, 30_000, 40_000, 50_000, 60_000, 100_003];

beforeAll(async () => {
  fresh = await freshDatabase();
  await query(
    fresh.db,
    "insert into repositories (id, owner_id, full_name, installation_id) values (1, 1, 'a/b', 1), (2, 1, 'a/c', 1)",
    [],
  );
  for (const [index, ms] of tookMs.entries())
    await plant({ pull: index + 1, state: "complete", tookMs: ms, handoffs: index });
  await plant({
    pull: 20,
    state: "error",
    setbacks: [
      ["testing", "retry"],
      ["testing", "fail"],
    ],
  });
  await plant({ pull: 21, state: "error", setbacks: [["handoff_to_verifier", "fail"]] });
  await plant({ pull: 22, state: "verification", setbacks: [["verification", "retry"]] });
  await plant({ pull: 23, state: "planning", status: "cancelled" });
  await plant({ pull: 1, state: "complete", repository: 2, tookMs: 5 });
});
afterAll(() => fresh.drop());

interface Planted {
  readonly pull: number;
  readonly state: string;
  readonly status?: string;
  readonly repository?: number;
  readonly tookMs?: number;
  readonly handoffs?: number;
  readonly setbacks?: readonly (readonly [state: string, kind: string])[];
}

async function plant(planted: Planted): Promise<void> {
  const { pull, state, repository = 1, tookMs: ms = 0, handoffs = 2, setbacks = [] } = planted;
  const { status = state === "complete" ? "complete" : "open" } = planted;
  const createdAt = new Date(start + pull * 86_400_000);
  const id = `00000000-0000-7000-8000-${String(repository * 1000 + pull).padStart(12, "0")}`;
  const testing = { attempts: 2, elapsedMs: ms * 2, enteredAt: null, completedAt: createdAt, completedBy: null };
  const row = {
    ...{ id, build_id: "b", project_id: "1", user_id: "1", repository_id: repository, pull_number: pull, status },
    ...{
      current_state: state,
      error_from: state === "error" ? "testing" : null,
      version: 1,
      state_seq: 1,
      event_seq: 1,
    },
    ...{ state_entered_at: createdAt, state_held_ms: 0, handoff_seq: handoffs, last_hash: `\\x${"00".repeat(32)}` },
    ...{
      retries: setbacks.filter(([, kind]) => kind === "retry").length,
      failed_runs: [],
      lapses: 0,
      head_sha: "a",
      base_ref: "b",
    },
    ...{ stale_before: createdAt, cancelled_by: status === "cancelled" ? "command" : null },
    phase_records: state === "complete" ? { testing } : { testing: { ...testing, completedAt: null } },
    ...{ workflow_metadata: {}, policy: defaultPolicy, published_version: 1, called_seq: 1, start_cause: id },
    ...{ created_at: createdAt, updated_at: createdAt },
    completed_at: state === "complete" ? new Date(createdAt.getTime() + ms) : null,
  };
  await query(fresh.db, "insert into pull_requests (repository_id, number) values ($1, $2)", [repository, pull]);
  await query(fresh.db, "insert into build_workflows select * from jsonb_populate_record(null::build_workflows, $1)", [
    JSON.stringify(row),
  ]);
  for (const [seq, [from, kind]] of setbacks.entries()) {
    await query(
      fresh.db,
      `insert into workflow_handoffs (workflow_id, seq, kind, from_state, to_state, payload_digest, actor, head_sha, timestamp)
       values ($1, $2, $3, $4, $5, decode(repeat('00', 32), 'hex'), '{}', 'a', now())`,
      [id, seq + 1, kind, from, kind === "retry" ? "implementation" : "error"],
    );
  }
}

describe("the statistics of a repository", () => {
  it("count its workflows by how they stand, and no other repository's", async () => {
    expect(await loadStats(fresh.db, ever)).toMatchObject({
      total: 14,
      completed: 10,
      inProgress: 1,
      failed: 2,
      cancelled: 1,
      retries: 2,
    });
  });

  it("give the exact mean of the durations, and the median and the ninetieth percentile between the nearest two", async () => {
    const { duration, phases, averageHandoffs } = await loadStats(fresh.db, ever);
    const mean = tookMs.reduce((sum, ms) => sum + ms, 0) / tookMs.length / 1000;
    expect(duration).toEqual({ mean, p50: 25, p90: expect.closeTo(60 + 0.1 * 40.003, 9) });
    expect(phases.testing).toEqual({
      ...{ completed: 10, attempts: 28, retries: 1, failures: 2 },
      ...{ mean: mean * 2, p50: 50, p90: expect.closeTo(128.0006, 9) },
    });
    expect(phases.planning).toEqual({
      completed: 0,
      attempts: 0,
      retries: 0,
      failures: 0,
      mean: null,
      p50: null,
      p90: null,
    });
    expect(averageHandoffs).toBeCloseTo((45 + 8) / 14, 12);
  });

  it("name the state where work was sent back or failed most often", async () => {
    expect((await loadStats(fresh.db, ever)).mostCommonFailurePoint).toBe("testing");
    const after = { ...ever, from: new Date(start + 21 * 86_400_000) };
    // One each: the earlier state.
    expect((await loadStats(fresh.db, after)).mostCommonFailurePoint).toBe("handoff_to_verifier");
    expect((await loadStats(fresh.db, { ...ever, repositoryIds: [2] })).mostCommonFailurePoint).toBeNull();
  });

  it("are of the workflows that started in the time that was asked for, its end left out", async () => {
    const between = { ...ever, from: new Date(start + 2 * 86_400_000), to: new Date(start + 4 * 86_400_000) };
    expect(await loadStats(fresh.db, between)).toMatchObject({ total: 2, duration: { mean: 2.75 } });
    expect(await loadStats(fresh.db, { ...ever, to: new Date(0) })).toMatchObject({
      total: 0,
      duration: { mean: null },
      averageHandoffs: null,
      retries: 0,
    });
  });
});
