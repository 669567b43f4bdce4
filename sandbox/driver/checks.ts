import { createCheckRun, updateCheckRun } from "../actions/check-runs.ts";
import type { AppActor, CheckRunChange } from "../actions/check-runs.ts";
import { latestRuns } from "../actions/check-suites.ts";
import type { CheckRun } from "../state/checks.ts";
import { appOf } from "../state/directory.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import type { CheckInput } from "./check-input.ts";

/** Reports a check as its App does: a run that is not done yet is updated, otherwise a new one of this name is made. */
export function reportCheck(world: World, repository: Repository, input: CheckInput): CheckRun {
  const app = appOf(world, input.app ?? "github-actions");
  const actor: AppActor = { user: app.bot, app };
  const change = changeOf(input);
  const known = latestRuns([...repository.runs.values()]).find(
    (run) => run.app === app && run.headSha === input.sha && run.name === input.name && run.status !== "completed",
  );
  if (known === undefined)
    return createCheckRun(world, repository, { actor, sha: input.sha, name: input.name, change });
  updateCheckRun(world, repository, { actor, run: known, change });
  return known;
}

/** Starts a check again: a new run beside the old one, in progress. */
export function rerunCheck(
  world: World,
  repository: Repository,
  input: Pick<CheckInput, "app" | "sha" | "name">,
): CheckRun {
  const app = appOf(world, input.app ?? "github-actions");
  const change: CheckRunChange = { status: "in_progress" };
  return createCheckRun(world, repository, { actor: { user: app.bot, app }, sha: input.sha, name: input.name, change });
}

function changeOf(input: CheckInput): CheckRunChange {
  const { title = null, summary = null, text = null } = input;
  const saysSomething = title !== null || summary !== null || text !== null;
  return {
    status: input.status ?? "in_progress",
    conclusion: input.conclusion,
    detailsUrl: input.url,
    output: saysSomething ? { title: title ?? input.name, summary: summary ?? "", text } : undefined,
    annotations: input.annotations,
    actions: input.actions,
  };
}
