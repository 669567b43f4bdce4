import type { ActionsRun, CheckSuite } from "../state/checks.ts";
import { pullsAt } from "../state/pulls-at.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { simpleCommitShape } from "./commit.ts";
import { nodeId, stamp } from "./json.ts";
import type { Json } from "./json.ts";
import { pullReference } from "./pull.ts";
import { minimalRepositoryShape, repositoryPage, repositoryUrl } from "./repository.ts";

/** A run of GitHub Actions. A file without a name is called by its path. */
export function actionsRunShape(
  world: World,
  repository: Repository,
  about: { suite: CheckSuite; run: ActionsRun },
): Json {
  const { suite, run } = about;
  const commit = repository.commits.get(suite.headSha);
  if (commit === undefined) throw new Error(`Actions ran for ${suite.headSha}, a commit that is not there`);
  const api = repositoryUrl(world, repository);
  const url = `${api}/actions/runs/${run.id}`;
  return {
    id: run.id,
    name: run.path,
    node_id: nodeId("WFR", run.id),
    check_suite_id: suite.id,
    check_suite_node_id: nodeId("CS", suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    path: run.path,
    run_number: run.number,
    run_attempt: 1,
    event: run.event,
    display_title: commit.message,
    status: suite.status,
    conclusion: suite.conclusion,
    workflow_id: run.workflowId,
    url,
    html_url: `${repositoryPage(world, repository)}/actions/runs/${run.id}`,
    pull_requests: pullsAt(repository, suite.headSha).map((pull) => pullReference(world, pull)),
    created_at: stamp(suite.createdAt),
    updated_at: stamp(suite.updatedAt),
    run_started_at: stamp(suite.createdAt),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${suite.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    workflow_url: `${api}/actions/workflows/${run.workflowId}`,
    head_commit: simpleCommitShape(commit),
    repository: minimalRepositoryShape(world, repository),
    head_repository: minimalRepositoryShape(world, repository),
  };
}
