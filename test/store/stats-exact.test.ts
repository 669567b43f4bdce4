import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { query } from "../../src/store/database.ts";
import { loadStats, type Stats } from "../../src/store/stats.ts";
import { loadThroughput } from "../../src/store/throughput.ts";
import { defaultPolicy } from "../../src/workflow/policy.ts";
import { phaseOf, phases, states, type Phase, type State } from "../../src/workflow/states.ts";
import { transitions, type Transition } from "../../src/workflow/transitions.ts";
import { freshDatabase, type FreshDatabase } from "../support/database.ts";

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

/** A workflow as far as statistics know it. */
interface Sample {
  readonly repository: 1 | 2 | 3;
  readonly hour: number;
  readonly tookMs: number;
  readonly state: State;
  readonly isCancelled: boolean;
  readonly handoffs: number;
  readonly retries: number;
  readonly records: Readonly<Partial<Record<Phase, { attempts: number; elapsedMs: number; isCompleted: boolean }>>>;
  readonly setbacks: readonly Transition[];
}

const start = Date.parse("2026-03-01T00:00:00.000Z");
const hourMs = 3_600_000;
const record = fc.record({
  attempts: fc.integer({ min: 1, max: 5 }),
  elapsedMs: fc.integer({ min: 0, max: 10_000_000_000 }),
  isCompleted: fc.boolean(),
});
const sample: fc.Arbitrary<Sample> = fc.record({
  repository: fc.constantFrom(1, 2, 3),
  hour: fc.integer({ min: 0, max: 1_000 }),
  tookMs: fc.integer({ min: 0, max: 2_000_000_000 }),
  state: fc.oneof(fc.constantFrom<State>("complete", "error"), fc.constantFrom(...states)),
  isCancelled: fc.boolean(),
  handoffs: fc.nat(40),
  retries: fc.nat(5),
  records: fc.dictionary(fc.constantFrom(...phases), record),
  setbacks: fc.array(fc.constantFrom(...transitions.filter(({ kind }) => kind === "retry" || kind === "fail")), {
    maxLength: 4,
  }),
});

test("the statistics are what a plain computation makes of the workflows, also once these have moved on", async () => {
  const windows = fc.tuple(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 1, max: 1_000 }));
  const stories = fc.record({
    before: fc.array(sample, { maxLength: 30, size: "max" }),
    after: fc.array(sample, { minLength: 30, maxLength: 30 }),
    window: windows,
    asked: fc.subarray([1, 2, 3], { minLength: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(stories, async ({ before, after, window: [first, hours], asked }) => {
      await query(fresh.db, "delete from repositories", []);
      await query(
        fresh.db,
        "insert into repositories (id, owner_id, full_name, installation_id) select n, 1, 'a/' || n, 1 from generate_series(1, 3) n",
        [],
      );
      const span = { from: new Date(start + first * hourMs), to: new Date(start + (first + hours) * hourMs) };
      const window = { repositoryIds: asked, ...span };
      const inWindow = (each: Sample) => asked.includes(each.repository) && isIn(each.hour * hourMs + start, span);
      await save(before, "insert");
      expect(await loadStats(fresh.db, window)).toEqual(plainly(before.filter(inWindow)));
      // They stay where they are and when they started; everything else becomes another's.
      const moved = before.map((each, index) => ({
        ...(after[index] ?? each),
        repository: each.repository,
        hour: each.hour,
        setbacks: each.setbacks,
      }));
      await save(moved, "update");
      expect(await loadStats(fresh.db, window)).toEqual(plainly(moved.filter(inWindow)));
      expect(await loadThroughput(fresh.db, window)).toEqual(byWeeks(moved, asked, span));
    }),
    { numRuns: 25 },
  );
});

function isIn(ms: number, { from, to }: { readonly from: Date; readonly to: Date }): boolean {
  return from.getTime() <= ms && ms < to.getTime();
}

const statusOf = ({ state, isCancelled }: Sample) =>
  state === "complete" ? "complete" : isCancelled ? "cancelled" : "open";

function plainly(samples: readonly Sample[]): Stats {
  const count = (isOne: (each: Sample) => boolean) => samples.filter(isOne).length;
  const setbacks = samples.flatMap((each) => each.setbacks);
  const counts = new Map(states.map((state) => [state, setbacks.filter(({ from }) => from === state).length]));
  const most = Math.max(...counts.values());
  return {
    total: samples.length,
    completed: count((each) => statusOf(each) === "complete"),
    inProgress: count((each) => statusOf(each) === "open" && each.state !== "error"),
    failed: count((each) => statusOf(each) === "open" && each.state === "error"),
    cancelled: count((each) => statusOf(each) === "cancelled"),
    duration: durations(samples.filter((each) => each.state === "complete").map(({ tookMs }) => tookMs)),
    averageHandoffs: mean(samples.map(({ handoffs }) => handoffs)),
    retries: samples.reduce((sum, { retries }) => sum + retries, 0),
    mostCommonFailurePoint: most === 0 ? null : (states.find((state) => counts.get(state) === most) ?? null),
    phases: Object.fromEntries(
      phases.map((phase) => {
        const records = samples.flatMap(({ records }) => records[phase] ?? []);
        const own = setbacks.filter(({ from }) => phaseOf(from) === phase);
        const done = records.filter(({ isCompleted }) => isCompleted).map(({ elapsedMs }) => elapsedMs);
        const stats = {
          ...durations(done),
          completed: done.length,
          attempts: records.reduce((sum, { attempts }) => sum + attempts, 0),
          retries: own.filter(({ kind }) => kind === "retry").length,
          failures: own.filter(({ kind }) => kind === "fail").length,
        };
        return [phase, stats] as const;
      }),
    ) as unknown as Stats["phases"],
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : close(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function durations(ms: readonly number[]) {
  const sorted = ms.toSorted((one, other) => one - other);
  const at = (part: number) => {
    const place = part * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? 0;
    const above = sorted[Math.ceil(place)] ?? 0;
    return sorted.length === 0 ? null : close((below + (above - below) * (place - Math.floor(place))) / 1000);
  };
  const sum = ms.reduce((total, each) => total + each, 0);
  return { mean: ms.length === 0 ? null : close(sum / ms.length / 1000), p50: at(0.5), p90: at(0.9) };
}

/** The last bit of a double may differ. */
function close(value: number): number {
  return expect.closeTo(value, value > 1e5 ? 4 : 8) as number;
}

const monday = Date.parse("2026-02-23T00:00:00.000Z");
const weekMs = 168 * hourMs;

function byWeeks(samples: readonly Sample[], asked: readonly number[], span: { from: Date; to: Date }) {
  const done = samples
    .filter((each) => each.state === "complete" && asked.includes(each.repository))
    .map((each) => start + each.hour * hourMs + each.tookMs)
    .filter((ms) => isIn(ms, span))
    .map((ms) => Math.floor((ms - monday) / weekMs));
  return [...new Set(done)]
    .sort((one, other) => one - other)
    .map((week) => ({
      monday: new Date(monday + week * weekMs),
      completed: done.filter((each) => each === week).length,
    }));
}

async function save(samples: readonly Sample[], how: "insert" | "update"): Promise<void> {
  const rows = samples.map(toRow);
  const asRows = "jsonb_populate_recordset(null::build_workflows, $1) r";
  const given = [JSON.stringify(rows)];
  if (how === "update") {
    const columns =
      "status, current_state, error_from, cancelled_by, handoff_seq, retries, phase_records, completed_at".split(", ");
    const set = columns.map((column) => `${column} = r.${column}`).join(", ");
    await query(fresh.db, `update build_workflows w set ${set} from ${asRows} where w.id = r.id`, given);
    return;
  }
  await query(
    fresh.db,
    `insert into pull_requests (repository_id, number) select r.repository_id, r.pull_number from ${asRows}`,
    given,
  );
  await query(fresh.db, `insert into build_workflows select r.* from ${asRows}`, given);
  const setbacks = samples.flatMap((each, index) =>
    each.setbacks.map((setback, seq) => ({ id: rows[index]?.id, seq: seq + 1, ...setback })),
  );
  await query(
    fresh.db,
    `insert into workflow_handoffs (workflow_id, seq, kind, from_state, to_state, payload_digest, actor, head_sha, timestamp)
     select r.id, r.seq, r.kind, r.from, r.to, decode(repeat('00', 32), 'hex'), '{}', 'a', now()
     from jsonb_to_recordset($1) as r (id uuid, seq integer, kind text, "from" text, "to" text)`,
    [JSON.stringify(setbacks)],
  );
}

function toRow(each: Sample, index: number) {
  const status = statusOf(each);
  const createdAt = new Date(start + each.hour * hourMs);
  const id = `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`;
  const records = Object.entries(each.records).map(([phase, { attempts, elapsedMs, isCompleted }]) => {
    const completedAt = isCompleted ? createdAt : null;
    return [phase, { attempts, elapsedMs, enteredAt: null, completedAt, completedBy: null }] as const;
  });
  return {
    ...{ id, build_id: "b", project_id: "1", user_id: "1", repository_id: each.repository, pull_number: index + 1 },
    ...{ status, current_state: each.state, error_from: each.state === "error" ? "testing" : null },
    ...{ cancelled_by: status === "cancelled" ? "command" : null, version: 1, state_seq: 1, event_seq: 1 },
    ...{ state_entered_at: createdAt, state_held_ms: 0, handoff_seq: each.handoffs, retries: each.retries },
    ...{
      last_hash: `\\x${"00".repeat(32)}`,
      failed_runs: [],
      lapses: 0,
      head_sha: "a",
      base_ref: "b",
      stale_before: createdAt,
    },
    ...{ phase_records: Object.fromEntries(records), workflow_metadata: {}, policy: defaultPolicy },
    ...{ published_version: 1, called_seq: 1, start_cause: id, created_at: createdAt, updated_at: createdAt },
    completed_at: status === "complete" ? new Date(createdAt.getTime() + each.tookMs) : null,
  };
}
