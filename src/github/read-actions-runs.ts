import type { ActionsWorkflow } from "../workflow/evidence.ts";
import { storableText } from "../workflow/storable.ts";
import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import { githubId } from "./github-id.ts";
import { readPages } from "./read-pages.ts";
import { repositoryName } from "./repository-name.ts";

/** Runs of GitHub Actions for one commit that are looked through. */
const runsMax = 1_000;

/** What a suite of GitHub Actions is a run of, and where to see it. */
export interface ActionsRun {
  readonly actionsWorkflow: ActionsWorkflow;
  readonly url: string;
}

/**
 * Reads what the suites of GitHub Actions for a commit are runs of, by the suite's id: GitHub tells it of runs alone. Where the
 * App may not read them, nothing is known of any.
 */
export async function readActionsRuns(
  client: Client,
  { fullName, sha }: { readonly fullName: string; readonly sha: string },
): Promise<ReadonlyMap<number, ActionsRun>> {
  const commit = { ...repositoryName(fullName), head_sha: sha, per_page: 100 };
  const pages = client.paginate.iterator("GET /repos/{owner}/{repo}/actions/runs", commit);
  try {
    const { items } = await readPages(pages, (data) => data, runsMax);
    return new Map(items.flatMap((run) => asKnown(run)));
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "refused" && (failure.status === 403 || failure.status === 404)) return new Map();
    throw error;
  }
}

interface GitHubRun {
  readonly check_suite_id?: number | bigint;
  readonly workflow_id: number | bigint;
  readonly name?: string | null;
  readonly path: string;
  readonly event: string;
  readonly html_url: string;
}

function asKnown(run: GitHubRun): readonly (readonly [number, ActionsRun])[] {
  if (run.check_suite_id === undefined) return [];
  // A file that cannot be read has no name of its own: GitHub gives its path.
  const name = storableText(run.name ?? run.path);
  const actionsWorkflow = { id: githubId(run.workflow_id), name, event: storableText(run.event) };
  return [[githubId(run.check_suite_id), { actionsWorkflow, url: storableText(run.html_url) }]];
}
