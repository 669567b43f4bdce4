import type { CheckSuite } from "../state/checks.ts";
import { pullsAt } from "../state/pulls-at.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { appShape } from "./app.ts";
import { simpleCommitShape } from "./commit.ts";
import { nodeId, stamp } from "./json.ts";
import type { Json } from "./json.ts";
import { pullReference } from "./pull.ts";
import { minimalRepositoryShape, repositoryUrl } from "./repository.ts";

/** What a suite says of itself, without what surrounds it. */
export function checkSuiteReference(world: World, repository: Repository, suite: CheckSuite): Json {
  return {
    id: suite.id,
    node_id: nodeId("CS", suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: suite.status,
    conclusion: suite.conclusion,
    url: `${repositoryUrl(world, repository)}/check-suites/${suite.id}`,
    before: suite.before,
    after: suite.headSha,
    created_at: stamp(suite.createdAt),
    updated_at: stamp(suite.updatedAt),
  };
}

export function checkSuiteEventShape(world: World, repository: Repository, suite: CheckSuite): Json {
  const commit = repository.commits.get(suite.headSha);
  if (commit === undefined)
    throw new Error(`check suite ${suite.id} is for ${suite.headSha}, a commit that is not there`);
  return {
    ...checkSuiteReference(world, repository, suite),
    app: appShape(world, suite.app),
    pull_requests: pullsAt(repository, suite.headSha).map((pull) => pullReference(world, pull)),
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: new Set(
      [...repository.runs.values()].filter((run) => run.suite === suite).map((run) => run.name),
    ).size,
    check_runs_url: `${repositoryUrl(world, repository)}/check-suites/${suite.id}/check-runs`,
    head_commit: simpleCommitShape(commit),
  };
}

export function checkSuiteShape(world: World, repository: Repository, suite: CheckSuite): Json {
  return {
    ...checkSuiteEventShape(world, repository, suite),
    repository: minimalRepositoryShape(world, repository),
  };
}
