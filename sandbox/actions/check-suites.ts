import { checkSuiteEventShape } from "../payloads/check-suite.ts";
import type { Actor, App } from "../state/accounts.ts";
import { installationOn } from "../state/directory.ts";
import type { ActionsRun, CheckRun, CheckSuite, Conclusion } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";

export interface SuiteInput {
  readonly app: App;
  readonly sha: string;
  readonly before?: string;
  /** The workflow file that GitHub Actions runs, and because of what. */
  readonly file?: string | undefined;
  readonly event?: string | undefined;
}

/**
 * The suite that holds an App's runs for a commit, made when first needed: one per App and SHA, and of GitHub Actions the
 * latest for a workflow file and an event.
 */
export function suiteOf(world: World, repository: Repository, about: SuiteInput): CheckSuite {
  const { app, sha } = about;
  const { path, event } = whatRuns(about);
  const known = [...repository.suites.values()].findLast(
    ({ actionsRun: run, ...suite }) =>
      suite.app === app && suite.headSha === sha && (run === null || (run.path === path && run.event === event)),
  );
  return known ?? beginSuite(world, repository, about);
}

/** Another suite, whatever there is already. */
export function beginSuite(world: World, repository: Repository, about: SuiteInput): CheckSuite {
  const { app, sha } = about;
  const at = now(world);
  const suite: CheckSuite = {
    id: world.nextId(),
    actionsRun: app.slug === "github-actions" ? actionsRun(world, repository, about) : null,
    app,
    headSha: sha,
    headBranch: [...repository.branches].find(([, head]) => head === sha)?.[0] ?? null,
    before: about.before ?? repository.commits.get(sha)?.parents[0] ?? null,
    createdAt: at,
    updatedAt: at,
    status: "queued",
    conclusion: null,
  };
  repository.suites.set(suite.id, suite);
  return suite;
}

/** Ends what GitHub Actions runs before there is any job, as where the file is invalid or somebody cancels it. */
export function endSuite(
  world: World,
  repository: Repository,
  about: { suite: CheckSuite; conclusion: Conclusion; sender: Actor },
): void {
  const { suite, conclusion, sender } = about;
  suite.status = "completed";
  suite.conclusion = conclusion;
  suite.updatedAt = now(world);
  announceSuite(world, repository, { suite, action: "completed", sender });
}

function whatRuns({ file = "ci.yml", event = "pull_request" }: Pick<SuiteInput, "file" | "event">): {
  readonly path: string;
  readonly event: string;
} {
  return { path: `.github/workflows/${file}`, event };
}

function actionsRun(world: World, repository: Repository, about: SuiteInput): ActionsRun {
  const what = whatRuns(about);
  const before = [...repository.suites.values()].flatMap(({ actionsRun: run }) =>
    run?.path === what.path ? [run] : [],
  );
  const workflowId = before[0]?.workflowId ?? world.nextId();
  return { id: world.nextId(), number: before.length + 1, workflowId, ...what };
}

/** Asks the App being built for a suite, as GitHub does on every push to those with checks:write. It stays queued and empty. */
export function requestSuite(
  world: World,
  repository: Repository,
  about: { sha: string; before: string; sender: Actor },
): void {
  if (world.app.permissions["checks"] !== "write" || installationOn(world, repository) === undefined) return;
  const suite = suiteOf(world, repository, { app: world.app, sha: about.sha, before: about.before });
  announceSuite(world, repository, { suite, action: "requested", sender: about.sender });
}

/**
 * Has GitHub Actions wait for somebody's approval of what it would run for a commit, as with the pushes of agents and of
 * first-time contributors: a suite that is concluded and has no runs.
 */
export function awaitApproval(world: World, repository: Repository, about: { app: App; sha: string }): void {
  const suite = suiteOf(world, repository, about);
  suite.status = "completed";
  suite.conclusion = "action_required";
  suite.updatedAt = now(world);
}

/** Lets what waited for approval begin. */
export function approveSuite(world: World, repository: Repository, about: { app: App; sha: string }): void {
  const suite = suiteOf(world, repository, about);
  if (suite.conclusion !== "action_required") throw new Error("Nothing waits for approval there.");
  suite.status = "queued";
  suite.conclusion = null;
  suite.updatedAt = now(world);
}

/** Brings a suite up to date with its runs, and announces it when the last of them is done. */
export function settleSuite(world: World, repository: Repository, about: { suite: CheckSuite; sender: Actor }): void {
  const { suite, sender } = about;
  const wasDone = suite.status === "completed";
  sumUp(world, repository, suite);
  if (suite.status === "completed" && !wasDone)
    announceSuite(world, repository, { suite, action: "completed", sender });
}

/** Brings a suite up to date with its runs, and tells nobody. */
export function sumUp(world: World, repository: Repository, suite: CheckSuite): void {
  const runs = latestRuns([...repository.runs.values()].filter((run) => run.suite === suite));
  const isDone = runs.every((run) => run.status === "completed");
  suite.updatedAt = now(world);
  suite.status = isDone ? "completed" : runs.some((run) => run.status !== "queued") ? "in_progress" : "queued";
  suite.conclusion = isDone ? worst(runs) : null;
}

export function announceSuite(
  world: World,
  repository: Repository,
  about: { suite: CheckSuite; action: "requested" | "rerequested" | "completed"; sender: Actor },
): void {
  const { suite, action, sender } = about;
  world.emit({
    name: "check_suite",
    action,
    sender,
    repository,
    ...(action === "completed" ? {} : { onlyFor: suite.app }),
    body: { check_suite: checkSuiteEventShape(world, repository, suite) },
  });
}

/** Of runs with the same App and name only the last one made counts. */
export function latestRuns(runs: readonly CheckRun[]): readonly CheckRun[] {
  const latest = new Map<string, CheckRun>();
  for (const run of [...runs].sort((one, other) => one.id - other.id)) latest.set(`${run.suite.id}/${run.name}`, run);
  return [...latest.values()];
}

function worst(runs: readonly CheckRun[]): Conclusion {
  const order: readonly Conclusion[] = ["failure", "timed_out", "action_required", "cancelled", "stale", "success"];
  const conclusions = new Set(runs.map((run) => run.conclusion));
  return order.find((one) => conclusions.has(one)) ?? (conclusions.has("neutral") ? "neutral" : "skipped");
}
