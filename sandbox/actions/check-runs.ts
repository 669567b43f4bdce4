import { checkRunEventShape } from "../payloads/check-run.ts";
import { repositoryPage } from "../payloads/repository.ts";
import type { Json } from "../payloads/json.ts";
import type { Actor } from "../state/accounts.ts";
import type {
  Annotation,
  CheckAction,
  CheckOutput,
  CheckRun,
  CheckStatus,
  CheckSuite,
  Conclusion,
} from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";
import { settleSuite, suiteOf } from "./check-suites.ts";

/** What an App says about one of its runs; what it leaves out stays. */
export interface CheckRunChange {
  readonly name?: string | undefined;
  readonly status?: CheckStatus | undefined;
  readonly conclusion?: Conclusion | undefined;
  readonly detailsUrl?: string | undefined;
  readonly externalId?: string | undefined;
  readonly startedAt?: Date | undefined;
  readonly completedAt?: Date | undefined;
  readonly output?: CheckOutput | undefined;
  readonly annotations?: readonly Annotation[] | undefined;
  readonly actions?: readonly CheckAction[] | undefined;
}

/** An App that acts: runs belong to Apps, never to users. */
export type AppActor = Actor & { readonly app: NonNullable<Actor["app"]> };

export function createCheckRun(
  world: World,
  repository: Repository,
  about: { actor: AppActor; sha: string; name: string; change: CheckRunChange; suite?: CheckSuite },
): CheckRun {
  const { actor, sha, name, change } = about;
  const id = world.nextId();
  const run: CheckRun = {
    id,
    suite: about.suite ?? suiteOf(world, repository, { app: actor.app, sha }),
    app: actor.app,
    headSha: sha,
    name,
    status: "queued",
    conclusion: null,
    detailsUrl: `${repositoryPage(world, repository)}/runs/${id}`,
    externalId: "",
    createdAt: now(world),
    startedAt: now(world),
    completedAt: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
    actions: [],
  };
  repository.runs.set(id, run);
  apply(world, run, change);
  announceRun(world, repository, { run, action: "created", sender: actor });
  if (run.status === "completed") announceRun(world, repository, { run, action: "completed", sender: actor });
  settleSuite(world, repository, { suite: run.suite, sender: actor });
  return run;
}

export function updateCheckRun(
  world: World,
  repository: Repository,
  about: { actor: Actor; run: CheckRun; change: CheckRunChange },
): void {
  const { actor, run, change } = about;
  const wasDone = run.status === "completed";
  apply(world, run, change);
  if (run.status === "completed" && !wasDone)
    announceRun(world, repository, { run, action: "completed", sender: actor });
  settleSuite(world, repository, { suite: run.suite, sender: actor });
}

export function announceRun(
  world: World,
  repository: Repository,
  about: {
    run: CheckRun;
    action: "created" | "completed" | "rerequested" | "requested_action";
    sender: Actor;
    extra?: Json;
  },
): void {
  const { run, action, sender, extra } = about;
  world.emit({
    name: "check_run",
    action,
    sender,
    repository,
    ...(action === "created" || action === "completed" ? {} : { onlyFor: run.app }),
    body: { ...extra, check_run: checkRunEventShape(world, repository, run) },
  });
}

function apply(world: World, run: CheckRun, change: CheckRunChange): void {
  run.name = change.name ?? run.name;
  run.detailsUrl = change.detailsUrl ?? run.detailsUrl;
  run.externalId = change.externalId ?? run.externalId;
  run.startedAt = change.startedAt ?? run.startedAt;
  run.output = change.output ?? run.output;
  run.actions = change.actions ?? run.actions;
  run.annotations.push(...(change.annotations ?? []));
  // A conclusion completes a run, whatever status came with it.
  run.status = change.conclusion === undefined ? (change.status ?? run.status) : "completed";
  if (run.status !== "completed") return;
  run.conclusion = change.conclusion ?? run.conclusion;
  run.completedAt = change.completedAt ?? run.completedAt ?? now(world);
}
