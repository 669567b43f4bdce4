import type { Annotation, CheckRun, CheckSuite } from "../state/checks.ts";
import { pullsAt } from "../state/pulls-at.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { appShape } from "./app.ts";
import { checkSuiteReference } from "./check-suite.ts";
import { nodeId, stamp, stampOrNull } from "./json.ts";
import type { Json } from "./json.ts";
import { pullReference } from "./pull.ts";
import { repositoryPage, repositoryUrl } from "./repository.ts";

export function checkRunShape(world: World, repository: Repository, run: CheckRun): Json {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("CR", run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: `${repositoryPage(world, repository)}/runs/${run.id}`,
    details_url: run.detailsUrl,
    status: run.status,
    conclusion: run.conclusion,
    started_at: stamp(run.startedAt),
    completed_at: stampOrNull(run.completedAt),
    output: {
      title: run.output.title,
      summary: run.output.summary,
      text: run.output.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: appShape(world, run.app),
    pull_requests: pullsAt(repository, run.headSha).map((pull) => pullReference(world, pull)),
  };
}

/** In a webhook a run brings its suite along. */
export function checkRunEventShape(world: World, repository: Repository, run: CheckRun): Json {
  return { ...checkRunShape(world, repository, run), check_suite: suiteInRun(world, repository, run.suite) };
}

export function annotationShape(
  world: World,
  repository: Repository,
  about: { run: CheckRun; annotation: Annotation },
): Json {
  const { run, annotation } = about;
  return {
    start_column: null,
    end_column: null,
    title: null,
    raw_details: null,
    ...annotation,
    blob_href: `${repositoryUrl(world, repository)}/git/blobs/${run.headSha}`,
  };
}

function suiteInRun(world: World, repository: Repository, suite: CheckSuite): Json {
  return {
    ...checkSuiteReference(world, repository, suite),
    pull_requests: pullsAt(repository, suite.headSha).map((pull) => pullReference(world, pull)),
    app: appShape(world, suite.app),
  };
}
