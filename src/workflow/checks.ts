import { actionsApp, awaitsApproval } from "./actions-approval.ts";
import { standing } from "./check-standing.ts";
import { currentChecks } from "./current-checks.ts";
import type { Missing } from "./decision.ts";
import type { Check, ChecksEvidence, Suite } from "./evidence.ts";
import type { Policy } from "./policy.ts";
import { selectChecks } from "./select-checks.ts";
import type { Workflow } from "./workflow.ts";

export interface ChecksJudgement {
  /** `none`: the rules name no check, and there is none. */
  readonly verdict: "passed" | "failed" | "pending" | "none";
  /** Runs that failed and have not sent the work back yet. */
  readonly failed: readonly Check[];
  /** The checks that were judged, of those that count. */
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
  const current = currentChecks({ runs, suites: allSuites });
  const selection = selectChecks(current, wanted);
  const suites = selection.isOpenEnded ? allSuites.filter((suite) => suite.runCount > 0) : [];
  const waiting = selection.expectsActions ? allSuites.find(awaitsApproval) : undefined;
  // What a workflow would have reported that ran nothing, nobody can tell; where a check is absent, people should know of it.
  const suspects = wanted !== "all" && selection.expectsActions && selection.missing.length > 0 ? current : [];
  const failed = selection.runs.filter((run) => standing(run) === "failed" && !workflow.failedRuns.includes(run.id));
  const missing = [
    ...(waiting === undefined ? [] : [approvalToRun(waiting)]),
    ...selection.missing,
    ...suspects.filter(({ kind, app }) => kind === "check_suite" && app === actionsApp).map(asMissing),
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
