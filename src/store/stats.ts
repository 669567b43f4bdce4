import { phaseOf, phases, states, type Phase, type State } from "../workflow/states.ts";
import { query, type Database } from "./database.ts";

export interface StatsWindow {
  readonly repositoryIds: readonly number[];
  /** Workflows that started at or after it. */
  readonly from: Date;
  /** Workflows that started before it. */
  readonly to: Date;
}

/** Seconds; null where there is nothing to measure. */
interface Durations {
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
}

export interface PhaseStats extends Durations {
  /** How many workflows have completed it and stand behind the durations. */
  readonly completed: number;
  /** How often it was begun. */
  readonly attempts: number;
  /** How often it sent the work back. */
  readonly retries: number;
  /** How often it ended in error, the handoff behind it included. */
  readonly failures: number;
}

export interface Stats {
  readonly total: number;
  readonly completed: number;
  /** Open and not in error. */
  readonly inProgress: number;
  /** In error now. */
  readonly failed: number;
  readonly cancelled: number;
  /** From the start to the end of those that are complete. */
  readonly duration: Durations;
  readonly averageHandoffs: number | null;
  readonly retries: number;
  /** Where work was sent back or ended in error most often; the earlier state of several. */
  readonly mostCommonFailurePoint: State | null;
  readonly phases: Readonly<Record<Phase, PhaseStats>>;
}

/** Counts the workflows of repositories that started in a window of time: every count, mean and percentile exact. */
export async function loadStats(db: Database, { repositoryIds, from, to }: StatsWindow): Promise<Stats> {
  const values = [repositoryIds, from, to];
  // Without names, so that each window gets a plan of its own: a week and ten years are best read differently.
  const [[totals], setbacks] = await Promise.all([
    query<Record<string, number | null>>(db, totalsStatement, values),
    query<Setback>(db, setbacksStatement, values),
  ]);
  if (totals === undefined) throw new Error("Postgres counted nothing.");
  const count = (name: string) => totals[name] ?? 0;
  return {
    total: count("total"),
    completed: count("completed"),
    inProgress: count("in_progress"),
    failed: count("failed"),
    cancelled: count("cancelled"),
    duration: durationsIn(totals, "whole"),
    averageHandoffs: totals["average_handoffs"] ?? null,
    retries: count("retries"),
    mostCommonFailurePoint: setbacks[0]?.from_state ?? null,
    phases: Object.fromEntries(phases.map((phase) => [phase, phaseStats(phase, totals, setbacks)])) as Stats["phases"],
  };
}

interface Setback {
  readonly from_state: State;
  readonly retries: number;
  readonly failures: number;
}

function phaseStats(
  phase: Phase,
  totals: Readonly<Record<string, number | null>>,
  setbacks: readonly Setback[],
): PhaseStats {
  const own = setbacks.filter((each) => phaseOf(each.from_state) === phase);
  return {
    ...durationsIn(totals, phase),
    completed: totals[`${phase}_completed`] ?? 0,
    attempts: totals[`${phase}_attempts`] ?? 0,
    retries: own.reduce((sum, each) => sum + each.retries, 0),
    failures: own.reduce((sum, each) => sum + each.failures, 0),
  };
}

function durationsIn(totals: Readonly<Record<string, number | null>>, name: string): Durations {
  return {
    mean: totals[`${name}_mean`] ?? null,
    p50: totals[`${name}_p50`] ?? null,
    p90: totals[`${name}_p90`] ?? null,
  };
}

const each = (sqlOf: (phase: Phase) => string) => phases.map(sqlOf).join(", ");

/* Means of whole milliseconds are exact, and become seconds at the end. Both percentiles come of one sort. */
const durations = (name: string) =>
  `(avg(${name}_ms) / 1000)::float8 as ${name}_mean, percentile_cont(array[0.5, 0.9]) within group (order by ${name}_ms) as ${name}_parts`;

const durationsOut = (name: string) =>
  `${name}_mean, ${name}_parts[1] / 1000 as ${name}_p50, ${name}_parts[2] / 1000 as ${name}_p90`;

const measures = `outcome, handoffs, retries, whole_ms, ${each((phase) => `${phase}_ms, ${phase}_attempts`)}`;

/* Workflows that stand still are measured already; those that move are few, and measured now. None is in both. */
const totalsStatement = `
with measured as (
  select ${measures} from workflow_measures
  where repository_id = any($1::bigint[]) and created_at >= $2 and created_at < $3
  union all
  select ${measures.replaceAll(/\w+/g, "m.$&")} from build_workflows w, workflow_measures_of(w) m
  where w.repository_id = any($1::bigint[]) and w.created_at >= $2 and w.created_at < $3
    and w.status = 'open' and w.current_state <> 'error'
), counted as (
  select count(*) as total,
    count(*) filter (where outcome = 'complete') as completed,
    count(*) filter (where outcome = 'in_progress') as in_progress,
    count(*) filter (where outcome = 'failed') as failed,
    count(*) filter (where outcome = 'cancelled') as cancelled,
    avg(handoffs)::float8 as average_handoffs,
    sum(retries) as retries,
    ${durations("whole")},
    ${each((phase) => `count(${phase}_ms) as ${phase}_completed, sum(${phase}_attempts) as ${phase}_attempts, ${durations(phase)}`)}
  from measured
)
select total, completed, in_progress, failed, cancelled, average_handoffs, retries, ${durationsOut("whole")},
  ${each((phase) => `${phase}_completed, ${phase}_attempts, ${durationsOut(phase)}`)}
from counted`;

/* Few handoffs are setbacks; they have an index of their own. */
const setbacksStatement = `
select h.from_state, count(*) filter (where h.kind = 'retry') as retries, count(*) filter (where h.kind = 'fail') as failures
from workflow_handoffs h join build_workflows w on w.id = h.workflow_id
where w.repository_id = any($1::bigint[]) and w.created_at >= $2 and w.created_at < $3 and h.kind in ('retry', 'fail')
group by 1 order by count(*) desc, array_position(array[${states.map((state) => `'${state}'`).join(", ")}], h.from_state)`;
