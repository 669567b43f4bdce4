import { createCheckRun, updateCheckRun } from "../actions/check-runs.ts";
import type { AppActor, CheckRunChange } from "../actions/check-runs.ts";
import { beginSuite, endSuite, latestRuns, suiteOf } from "../actions/check-suites.ts";
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
  const { sha, name, file, event } = input;
  const suite = suiteOf(world, repository, { app, sha, file, event });
  const known = latestRuns([...repository.runs.values()]).find(
    (run) => run.suite === suite && run.name === name && run.status !== "completed",
  );
  if (known === undefined) return createCheckRun(world, repository, { actor, sha, name, change, suite });
  updateCheckRun(world, repository, { actor, run: known, change });
  return known;
}

export type RerunInput = Pick<CheckInput, "app" | "sha" | "name" | "file" | "event">;

/** Starts a check again: a new run beside the old one, in the same suite, in progress. */
export function rerunCheck(world: World, repository: Repository, input: RerunInput): CheckRun {
  const { sha, name, file, event } = input;
  const app = appOf(world, input.app ?? "github-actions");
  const change: CheckRunChange = { status: "in_progress" };
  const suite = suiteOf(world, repository, { app, sha, file, event });
  return createCheckRun(world, repository, { actor: { user: app.bot, app }, sha, name, change, suite });
}

export interface ActionsInput extends Pick<CheckInput, "sha" | "file" | "event"> {
  /** How it ended before there was a job; it goes on unless told. */
  readonly conclusion?: "cancelled" | "failure" | "startup_failure";
}

/** Has GitHub Actions run a workflow file once more for a commit: another suite, in which checks are reported from now on. */
export function runActions(world: World, repository: Repository, input: ActionsInput): void {
  const { sha, file, event, conclusion } = input;
  const app = appOf(world, "github-actions");
  const suite = beginSuite(world, repository, { app, sha, file, event });
  if (conclusion === undefined) return;
  endSuite(world, repository, { suite, conclusion, sender: { user: app.bot, app } });
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
