import { renderLeftHead, replacedRun, type EndedRun } from "../report/render-ended-run.ts";
import type { CheckReport } from "../report/report.ts";
import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import { ownRuns, type OwnRun, type RunTarget } from "./own-runs.ts";
import type { Published } from "./publish-comment.ts";
import { repositoryName } from "./repository-name.ts";
import { isSameText } from "./same-text.ts";

export interface CheckTarget extends RunTarget {
  readonly now: Date;
  /** Heads on which the report may have been shown before, and where nobody looks any more. */
  readonly leftHeads?: readonly string[];
}

/** The name that rules of a protected branch may ask for. */
const checkName = "Baton";

/**
 * A run that is incomplete for 14 days turns stale
 * (https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-checks): it is replaced a day earlier.
 */
const renewalMs = 13 * 86_400_000;

/**
 * Makes the latest check run "Baton" of the head say what the report says, and ends all others that are still in progress: on this
 * head doubles, and on a head that the pull request has left what was under way there. A run that is completed is never opened
 * again, since GitHub would go on showing it as completed: a new one of the same name takes its place.
 */
export async function publishCheck(client: Client, target: CheckTarget, check: CheckReport): Promise<Published> {
  const runs = await ownRuns(client, target, { name: checkName, headSha: check.headSha });
  const shown = await show(client, target, { runs, check });
  const replaced = await end(client, target, { runs: shown.others, ended: replacedRun });
  const left = await endOnLeftHeads(client, target, check);
  return { writes: shown.writes + replaced + left };
}

async function show(
  client: Client,
  target: CheckTarget,
  { runs, check }: { readonly runs: readonly OwnRun[]; readonly check: CheckReport },
): Promise<Published & { readonly others: readonly OwnRun[] }> {
  const [latest, ...older] = runs;
  const repository = repositoryName(target.fullName);
  const said = toRequest(check);
  if (latest === undefined || (check.status === "in_progress" && isOver(latest, target.now))) {
    await client.rest.checks.create({ ...repository, name: checkName, head_sha: check.headSha, ...said });
    return { writes: 1, others: runs };
  }
  if (isSame(latest, check)) return { writes: 0, others: older };
  await client.rest.checks.update({ ...repository, check_run_id: latest.id, ...said });
  return { writes: 1, others: older };
}

/** Whether a run cannot go on: it is completed, or GitHub would soon take it for forgotten. */
function isOver({ completed, startedAt }: OwnRun, now: Date): boolean {
  return completed || (startedAt !== null && now.getTime() - startedAt.getTime() > renewalMs);
}

/**
 * Another pull request can have the same head, and a workflow of its own that runs on there. A commit that is gone, as after a
 * forced push, has no runs that anybody sees.
 */
async function endOnLeftHeads(client: Client, target: CheckTarget, check: CheckReport): Promise<number> {
  const [workflowId = ""] = check.externalId.split(":");
  let writes = 0;
  for (const left of target.leftHeads ?? []) {
    try {
      const runs = await ownRuns(client, target, { name: checkName, headSha: left });
      const own = runs.filter(({ externalId }) => externalId?.startsWith(`${workflowId}:`) === true);
      writes += await end(client, target, { runs: own, ended: renderLeftHead(check.headSha) });
    } catch (error) {
      if (failureOf(error).kind !== "refused") throw error;
    }
  }
  return writes;
}

/** Cancelled and not neutral, which would let a branch's protection pass. Returns how many were in progress. */
async function end(
  client: Client,
  { fullName }: CheckTarget,
  { runs, ended: { title, summary } }: { readonly runs: readonly OwnRun[]; readonly ended: EndedRun },
): Promise<number> {
  const open = runs.filter(({ completed }) => !completed);
  const said = { status: "completed", conclusion: "cancelled", output: { title, summary } } as const;
  for (const { id } of open) {
    await client.rest.checks.update({ ...repositoryName(fullName), check_run_id: id, ...said });
  }
  return open.length;
}

/** GitHub does not give back the buttons: they belong to the version that `external_id` names. */
function isSame(run: OwnRun, check: CheckReport): boolean {
  return (
    run.externalId === check.externalId &&
    run.completed === (check.status === "completed") &&
    run.conclusion === check.conclusion &&
    isSameText(run.title, check.title) &&
    isSameText(run.summary, check.summary)
  );
}

function toRequest({ externalId, status, conclusion, title, summary, actions }: CheckReport) {
  const ending =
    status === "completed" && conclusion !== null ? { status, conclusion } : { status: "in_progress" as const };
  return { external_id: externalId, ...ending, output: { title, summary }, actions: [...actions] };
}
