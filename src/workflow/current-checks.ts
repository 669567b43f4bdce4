import { actionsApp } from "./actions-approval.ts";
import { standing } from "./check-standing.ts";
import type { Check, ChecksEvidence, Suite } from "./evidence.ts";

type Told = Pick<ChecksEvidence, "runs" | "suites">;

/**
 * The checks that count: of each suite the last run of each name, as GitHub lists them, and suites that ended badly without
 * running anything. What did not pass is left out where the same was begun anew later.
 */
export function currentChecks(told: Told): readonly Check[] {
  const latest = latestOfSuites(told);
  return latest.filter(
    (check) => !isUnwell(check) || !latest.some((other) => isSupersededBy(check, other, told.suites)),
  );
}

/**
 * Whether it takes the Actions workflows behind the suites to say which checks count: where one ended badly without a run,
 * and where a run that did not pass has a namesake in another suite.
 */
export function needsActionsWorkflows(told: Told): boolean {
  const ofActions = latestOfSuites(told).filter(({ app, suiteId }) => app === actionsApp && suiteId !== null);
  return ofActions.some(
    (check) =>
      isUnwell(check) &&
      (check.kind === "check_suite" || ofActions.some((other) => other !== check && other.name === check.name)),
  );
}

function latestOfSuites({ runs, suites }: Told): readonly Check[] {
  return [...latestRuns(runs), ...suites.flatMap(endedEmpty)];
}

/** Failed, cancelled, stale or waiting for somebody. */
function isUnwell(check: Check): boolean {
  const stands = standing(check);
  return stands === "failed" || stands === "blocked";
}

/** A rerun is a new run of the same name in the same suite, so only the last of each counts. */
function latestRuns(runs: readonly Check[]): readonly Check[] {
  const latest = new Map<string, Check>();
  for (const run of runs) {
    const key = JSON.stringify([run.kind, run.app, run.suiteId, run.name]);
    const other = latest.get(key);
    if (other === undefined || other.order <= run.order) latest.set(key, run);
  }
  return [...latest.values()];
}

/**
 * A suite without runs that ended badly, as a check: so ends an Actions workflow whose file is invalid, and one that was
 * cancelled before it began. GitHub gives other Apps empty suites too, which end in other ways and mean nothing.
 */
function endedEmpty(suite: Suite): readonly Check[] {
  const { id, app, completed, conclusion, runCount, actionsWorkflow, url, changedAt } = suite;
  const ended = { status: "completed", conclusion } as const;
  if (!completed || runCount > 0 || (standing(ended) !== "failed" && conclusion !== "cancelled")) return [];
  const name = actionsWorkflow?.name ?? app;
  const what = { id: `check_suite:${String(id)}`, order: id, kind: "check_suite", suiteId: id, name, app } as const;
  return [{ ...what, ...ended, url, summary: null, changedAt }];
}

/**
 * Whether another check says anew what one says that did not pass. A later run of the same Actions workflow for the same
 * event does. What was cancelled in favour of another one also gives way to one for another event, since whoever shares a
 * concurrency group means the same work. A job that was skipped says nothing anew.
 */
function isSupersededBy(check: Check, other: Check, suites: readonly Suite[]): boolean {
  const isSame = check.app === other.app && (check.kind === "check_suite" || check.name === other.name);
  if (!isSame || other.conclusion === "skipped") return false;
  const [earlier, later] = [suiteOf(check, suites), suiteOf(other, suites)];
  if (earlier === undefined || later === undefined || later.id <= earlier.id) return false;
  const [one, two] = [earlier.actionsWorkflow, later.actionsWorkflow];
  const wasCancelled = check.conclusion === "cancelled";
  if (one === null || two === null) return wasCancelled;
  return one.id === two.id && (one.event === two.event || wasCancelled);
}

function suiteOf({ suiteId }: Check, suites: readonly Suite[]): Suite | undefined {
  return suites.find(({ id }) => id === suiteId);
}
