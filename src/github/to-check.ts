import type { RestEndpointMethodTypes } from "@octokit/plugin-rest-endpoint-methods";
import type { Check, Suite } from "../workflow/evidence.ts";
import { storableText } from "../workflow/storable.ts";
import { githubId } from "./github-id.ts";
import type { ActionsRun } from "./read-actions-runs.ts";

type Checks = RestEndpointMethodTypes["checks"];
type Run = Checks["listForRef"]["response"]["data"]["check_runs"][number];
type GitHubSuite = Pick<
  Checks["listSuitesForRef"]["response"]["data"]["check_suites"][number],
  "id" | "app" | "head_sha" | "status" | "conclusion" | "latest_check_runs_count" | "updated_at"
> & { readonly repository: { readonly html_url: string } };
type Repositories = RestEndpointMethodTypes["repos"];
type Status = Repositories["getCombinedStatusForRef"]["response"]["data"]["statuses"][number];

/** Enough for people to see what went wrong; the rest is behind the link. */
const summaryMax = 500;

/** A check run in our words. */
export function checkOfRun(run: Run): Check {
  return {
    id: `check_run:${String(run.id)}`,
    order: githubId(run.id),
    kind: "check_run",
    suiteId: run.check_suite === null ? null : githubId(run.check_suite.id),
    name: storableText(run.name),
    app: storableText(run.app?.slug ?? "unknown"),
    status: statusOf(run),
    conclusion: run.conclusion,
    url: orNull(run.html_url ?? run.details_url),
    summary: orNull(run.output.summary ?? run.output.title, summaryMax),
    changedAt: timeOrNull(run.completed_at ?? run.started_at),
  };
}

/**
 * What waits for a machine counts as queued. Runs have been seen whose status stayed behind their
 * conclusion.
 */
function statusOf({ status, conclusion }: Pick<Run, "status" | "conclusion">): Check["status"] {
  if (conclusion !== null || status === "completed") return "completed";
  return status === "in_progress" || status === "waiting" ? status : "queued";
}

/** A commit status in the words of check runs. */
export function checkOfStatus(status: Status): Check {
  const pending = status.state === "pending";
  return {
    id: `status:${String(status.id)}`,
    order: githubId(status.id),
    kind: "status",
    suiteId: null,
    name: storableText(status.context),
    app: "status",
    status: pending ? "in_progress" : "completed",
    conclusion: pending ? null : status.state === "success" ? "success" : "failure",
    url: orNull(status.target_url),
    summary: orNull(status.description, summaryMax),
    changedAt: timeOrNull(status.updated_at),
  };
}

/** A suite in our words; of those of GitHub Actions somebody may have asked what they are runs of. */
export function suiteOf(suite: GitHubSuite, run?: ActionsRun): Suite {
  return {
    id: githubId(suite.id),
    app: storableText(suite.app?.slug ?? "unknown"),
    completed: suite.status === "completed",
    conclusion: suite.conclusion,
    runCount: suite.latest_check_runs_count,
    actionsWorkflow: run?.actionsWorkflow ?? null,
    url: whereToSee(suite, run),
    changedAt: timeOrNull(suite.updated_at),
  };
}

/** Runs that wait can be allowed together; what ran nothing is seen as a run or, by those who may not know it, at its commit. */
function whereToSee(suite: GitHubSuite, run: ActionsRun | undefined): string | null {
  const { id, repository, head_sha: sha, conclusion, latest_check_runs_count: count } = suite;
  if (conclusion === "action_required") return `${repository.html_url}/actions?query=is%3Aaction_required`;
  if (count > 0 || conclusion === null) return null;
  return run?.url ?? `${repository.html_url}/commit/${sha}/checks?check_suite_id=${String(id)}`;
}

function orNull(text: string | null, max?: number): string | null {
  return text === null ? null : storableText(text.slice(0, max));
}

function timeOrNull(time: string | null): Date | null {
  return time === null ? null : new Date(time);
}
