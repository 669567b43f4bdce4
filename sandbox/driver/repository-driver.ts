import { approveSuite, awaitApproval } from "../actions/check-suites.ts";
import { closeIssue, openIssue, openPull } from "../actions/pulls.ts";
import { turnStale } from "../actions/stale-runs.ts";
import { addComment } from "../actions/comments.ts";
import { requireRole } from "../access/repository-role.ts";
import { actorOf, appOf } from "../state/directory.ts";
import { isPull } from "../state/repository.ts";
import type { Dispatch } from "../state/dispatch.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import type { CheckInput } from "./check-input.ts";
import { reportCheck, rerunCheck, runActions } from "./checks.ts";
import type { ActionsInput, RerunInput } from "./checks.ts";
import { forkOf } from "./create-repository.ts";
import { pullDriver } from "./pull-driver.ts";
import type { PullDriver } from "./pull-driver.ts";
import { push } from "./push.ts";
import type { PushInput } from "./push.ts";
import { mergeGroupDriver } from "./merge-groups.ts";
import type { MergeGroupDriver } from "./merge-groups.ts";
import { reportDeployment, reportStatus } from "./reports.ts";
import type { DeployReport, StatusReport } from "./reports.ts";
import { repositorySettings } from "./repository-settings.ts";
import type { RepositorySettings } from "./repository-settings.ts";
import { checkRunView } from "./views.ts";
import type { CheckRunView } from "./views.ts";

interface OpenPullInput {
  readonly by: string;
  readonly title?: string;
  readonly body?: string;
  /** The head branch; made with one commit when it is not there. `feature` unless told. */
  readonly head?: string;
  readonly base?: string;
  readonly draft?: boolean;
  /** Opens it from a fork that belongs to `by`. */
  readonly fork?: boolean;
  /** What the first commit changes. */
  readonly files?: Readonly<Record<string, string | null>>;
}

/** A repository and what people and Apps do in it. `by` is always a login. */
export interface RepositoryDriver extends RepositorySettings {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly openPull: (input: OpenPullInput) => PullDriver;
  readonly pull: (number: number) => PullDriver;
  /** Opens an issue that is no pull request. */
  readonly openIssue: (input: { readonly by: string; readonly title: string; readonly body?: string }) => {
    readonly number: number;
    readonly comment: (by: string, body: string) => void;
    readonly close: () => void;
  };
  readonly branch: (name: string) => string | undefined;
  readonly push: (by: string, branch: string, input?: PushInput) => string;
  readonly check: (input: CheckInput) => CheckRunView;
  /** A new run of the same name, as when somebody runs a job again. */
  readonly rerun: (input: RerunInput) => CheckRunView;
  /** Runs a workflow file of GitHub Actions once more, as because of another event. */
  readonly runActions: (input: ActionsInput) => void;
  /** Actions waits until somebody approves what it would run for the commit. */
  readonly awaitApproval: (sha: string) => void;
  readonly approveRuns: (by: string, sha: string) => void;
  readonly status: (report: StatusReport) => void;
  readonly deploy: (report: DeployReport) => { readonly id: number };
  /** Puts pull requests into a group of the merge queue. */
  readonly mergeGroup: (by: string, ...pulls: readonly { readonly number: number }[]) => MergeGroupDriver;
  /** What was asked of Actions, oldest first. */
  readonly dispatches: () => readonly Dispatch[];
  /** All check runs, oldest first. */
  readonly checkRuns: () => readonly CheckRunView[];
}

export function repositoryDriver(world: World, repository: Repository): RepositoryDriver {
  return {
    id: repository.id,
    get owner() {
      return repository.owner.login;
    },
    get name() {
      return repository.name;
    },
    get fullName() {
      return `${repository.owner.login}/${repository.name}`;
    },
    openPull: (input) => openPullBy(world, repository, input),
    pull: (number) => pullNumbered(world, repository, number),
    openIssue: ({ by, title, body = null }) => {
      const issue = openIssue(world, repository, { actor: actorOf(world, by), title, body });
      const comment = (author: string, text: string): void =>
        void addComment(world, { issue, actor: actorOf(world, author), body: text });
      return { number: issue.number, comment, close: () => closeIssue(world, issue) };
    },
    branch: (name) => repository.branches.get(name),
    push: (by, branch, input = {}) => push(world, { repository, branch, by, input }),
    check: (input) => checkRunView(reportCheck(world, repository, input)),
    rerun: (input) => checkRunView(rerunCheck(world, repository, input)),
    runActions: (input) => runActions(world, repository, input),
    awaitApproval: (sha) => awaitApproval(world, repository, { app: appOf(world, "github-actions"), sha }),
    approveRuns: (by, sha) => {
      const { user } = actorOf(world, by);
      requireRole(world, { repository, user, needs: "write", to: "approve runs" });
      approveSuite(world, repository, { app: appOf(world, "github-actions"), sha });
    },
    status: (report) => reportStatus(world, repository, report),
    deploy: (report) => reportDeployment(world, repository, report),
    mergeGroup: (by, ...pulls) => mergeGroupDriver(world, repository, { by, pulls: pulls.map(({ number }) => number) }),
    dispatches: () => [...repository.dispatches],
    ...repositorySettings(world, repository),
    checkRuns: () => {
      turnStale(world, repository);
      return [...repository.runs.values()].map(checkRunView);
    },
  };
}

function openPullBy(world: World, repository: Repository, input: OpenPullInput): PullDriver {
  const { by, title = "A change", body = null, base = repository.defaultBranch, draft = false, files } = input;
  const actor = actorOf(world, by);
  requireRole(world, { repository, user: actor.user, needs: "read", to: "open pull requests" });
  const headRepository = input.fork ? forkOf(world, repository, actor.user) : repository;
  const headRef = input.head ?? freeBranch(headRepository);
  if (!headRepository.branches.has(headRef)) {
    const first = { message: title, ...(files === undefined ? {} : { files }) };
    push(world, { repository: headRepository, branch: headRef, by, input: first });
  }
  return pullDriver(
    world,
    openPull(world, repository, { actor, title, body, headRepository, headRef, baseRef: base, draft }),
  );
}

function freeBranch(repository: Repository): string {
  let name = "feature";
  for (let count = 2; repository.branches.has(name); count += 1) name = `feature-${count}`;
  return name;
}

function pullNumbered(world: World, repository: Repository, number: number): PullDriver {
  const issue = repository.issues.get(number);
  if (issue === undefined || !isPull(issue)) throw new Error(`There is no pull request #${number} in this repository.`);
  return pullDriver(world, issue);
}
