import type { CheckReport } from "../report/report.ts";
import type { Client } from "./client.ts";
import { latestRun, type OwnRun, type RunTarget } from "./latest-run.ts";
import type { Published } from "./publish-comment.ts";
import { repositoryName } from "./repository-name.ts";
import { isSameText } from "./same-text.ts";

/** The name that rules of a protected branch may ask for. */
const checkName = "Baton";

/**
 * Makes the latest check run "Baton" of the head say what the report says. A run that is completed is never opened again,
 * since GitHub would go on showing it as completed: a new one of the same name takes its place.
 */
export async function publishCheck(client: Client, target: RunTarget, check: CheckReport): Promise<Published> {
  const repository = repositoryName(target.fullName);
  const latest = await latestRun(client, target, { name: checkName, headSha: check.headSha });
  if (latest !== null && isSame(latest, check)) return { writes: 0 };
  const said = toRequest(check);
  if (latest === null || (latest.completed && check.status === "in_progress")) {
    await client.rest.checks.create({ ...repository, name: checkName, head_sha: check.headSha, ...said });
  } else {
    await client.rest.checks.update({ ...repository, check_run_id: latest.id, ...said });
  }
  return { writes: 1 };
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
