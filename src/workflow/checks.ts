import { awaitsApproval } from "./actions-approval.ts";
import type { CheckStanding, Missing } from "./decision.ts";
import type { Check, ChecksEvidence, Suite } from "./evidence.ts";
import type { Policy } from "./policy.ts";
import { selectChecks } from "./select-checks.ts";
import type { Workflow } from "./workflow.ts";

export interface ChecksJudgement {
  /** `none`: the rules name no check, and there is none. */
  readonly verdict: "passed" | "failed" | "pending" | "none";
  /** Runs that failed and have not sent the work back yet. */
  readonly failed: readonly Check[];
  /** The runs that were judged: the latest of each name. */
  readonly judged: readonly Check[];
  /** What stands between the checks and passing; empty when they passed. */
  readonly missing: readonly Missing[];
  /** When they count as complete if nothing new comes, on GitHub's clock; null where time alone changes nothing. */
  readonly settlesAt: Date | null;
}

type Judged = Pick<Workflow, "headSha" | "failedRuns">;

/**
 * Judges the checks of the head by the rules. One failure is enough to say so; passing needs all of them. Checks of
 * another commit than the head are no evidence.
 */
export function judgeChecks(checks: ChecksEvidence | null, workflow: Judged, policy: Policy): ChecksJudgement {
  const { checks: wanted, settleSeconds } = policy.testing;
  const known = checks !== null && checks.headSha === workflow.headSha ? checks : null;
  const { runs = [], suites: allSuites = [] } = known ?? {};
  const selection = selectChecks(latestRuns(runs), wanted);
  const suites = selection.isOpenEnded ? allSuites.filter((suite) => suite.runCount > 0) : [];
  const waiting = selection.expectsActions ? allSuites.find(awaitsApproval) : undefined;
  const failed = selection.runs.filter((run) => standing(run) === "failed" && !workflow.failedRuns.includes(run.id));
  const missing = [
    ...(waiting === undefined ? [] : [approvalToRun(waiting)]),
    ...selection.missing,
    ...selection.runs.filter((run) => standing(run) !== "passed").map(asMissing),
    ...suites.filter((suite) => !suite.completed).map(suiteAsMissing),
  ];
  const found = { failed, judged: selection.runs };
  if (failed.length > 0) return { verdict: "failed", ...found, missing, settlesAt: null };
  // Where the rules want no check at all, nothing has to be read to know that there is none.
  const mayBeNone = wanted === "all" ? known !== null : wanted.length === 0;
  const isEmpty = selection.runs.length === 0 && suites.length === 0 && waiting === undefined;
  if (mayBeNone && isEmpty) {
    return { verdict: "none", ...found, missing, settlesAt: null };
  }
  if (known === null || missing.length > 0) return { verdict: "pending", ...found, missing, settlesAt: null };
  const settlesAt = selection.isOpenEnded ? settleTime(known, settleSeconds) : null;
  if (settlesAt === null || settlesAt <= known.readAt) return { verdict: "passed", ...found, missing, settlesAt: null };
  return { verdict: "pending", ...found, missing: [{ kind: "settled", at: settlesAt }], settlesAt };
}

const good: ReadonlySet<string | null> = new Set(["success", "neutral", "skipped"]);

/** Anything else (cancelled, stale, action_required) says nothing of the code. */
const bad: ReadonlySet<string | null> = new Set(["failure", "timed_out", "startup_failure"]);

/** How one run stands towards passing. */
export function standing(run: Pick<Check, "status" | "conclusion">): CheckStanding {
  if (run.status === "waiting") return "blocked";
  if (run.status !== "completed") return "running";
  if (good.has(run.conclusion)) return "passed";
  return bad.has(run.conclusion) ? "failed" : "blocked";
}

/** A rerun is a new run of the same name, so only the last of each counts. */
function latestRuns(runs: readonly Check[]): readonly Check[] {
  const latest = new Map<string, Check>();
  for (const run of runs) {
    const key = JSON.stringify([run.kind, run.app, run.name]);
    const other = latest.get(key);
    if (other === undefined || other.order <= run.order) latest.set(key, run);
  }
  return [...latest.values()];
}

function settleTime({ runs, suites }: ChecksEvidence, settleSeconds: number): Date | null {
  const changes = [...runs, ...suites].flatMap(({ changedAt }) => changedAt?.getTime() ?? []);
  if (changes.length === 0) return null;
  return new Date(changes.reduce((a, b) => Math.max(a, b)) + settleSeconds * 1000);
}

/** Approving one run approves all of them, so one stands for all. */
function approvalToRun({ url }: Suite): Missing {
  return { kind: "approval_to_run", url };
}

function asMissing(run: Check): Missing {
  return { kind: "check", name: run.name, app: run.app, status: standing(run), url: run.url };
}

function suiteAsMissing({ app }: Suite): Missing {
  return { kind: "check", name: app, app, status: "running", url: null };
}
