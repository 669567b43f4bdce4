import { needsActionsWorkflows } from "../workflow/current-checks.ts";
import type { ChecksEvidence, Suite } from "../workflow/evidence.ts";
import type { Client } from "./client.ts";
import { githubId } from "./github-id.ts";
import { readActionsRuns } from "./read-actions-runs.ts";
import { readPages, type Pages } from "./read-pages.ts";
import { repositoryName } from "./repository-name.ts";
import { checkOfRun, checkOfStatus, suiteOf } from "./to-check.ts";

/** Of each: check runs, commit statuses, check suites. */
const itemsMax = 1_000;

export interface Commit {
  readonly fullName: string;
  readonly sha: string;
  readonly ownAppId: number;
}

/**
 * Reads the latest check runs, the commit statuses and the check suites of a commit, Baton's own left out: its run is
 * there for people and waits for the others. `latest` leaves one run of each suite and name
 * (https://docs.github.com/en/rest/checks/runs#list-check-runs-for-a-git-reference). Which Actions workflows the suites are
 * runs of is asked only where something depends on it.
 */
export async function readChecks(client: Client, { fullName, sha, ownAppId }: Commit): Promise<ChecksEvidence> {
  const commit = { ...repositoryName(fullName), ref: sha, per_page: 100 };
  const isOthers = ({ app }: { readonly app: { readonly id: number | bigint } | null }) => app?.id !== ownAppId;
  const runs = await readPages(
    client.paginate.iterator("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", { ...commit, filter: "latest" }),
    (data) => data,
    itemsMax,
  );
  const statuses = await readPages(
    client.paginate.iterator("GET /repos/{owner}/{repo}/commits/{ref}/status", commit),
    (data) => data.statuses,
    itemsMax,
  );
  const suites = await readPages(
    client.paginate.iterator("GET /repos/{owner}/{repo}/commits/{ref}/check-suites", commit),
    (data) => data,
    itemsMax,
  );
  const told = {
    runs: [...runs.items.filter(isOthers).map(checkOfRun), ...statuses.items.map(checkOfStatus)],
    suites: suites.items.filter(isOthers).map((suite) => suiteOf(suite)),
  };
  const actionsRuns = needsActionsWorkflows(told) ? await readActionsRuns(client, { fullName, sha }) : null;
  return {
    readAt: runs.readAt,
    headSha: sha,
    runs: told.runs,
    suites: [
      ...suites.items.filter(isOthers).map((suite) => suiteOf(suite, actionsRuns?.get(githubId(suite.id)))),
      ...unread([runs, statuses, suites]),
    ],
  };
}

/**
 * Where there is more than Baton reads, a suite that never ends stands for the rest: people see it, and nobody takes what
 * was read for all there is. Checks that the rules name one by one are judged all the same.
 */
function unread(pages: readonly Pages<unknown>[]): readonly Suite[] {
  if (pages.every((each) => each.complete)) return [];
  const app = `more than ${String(itemsMax)} checks, of which Baton does not read the rest`;
  const rest = { id: 0, app, completed: false, conclusion: null, runCount: 1, changedAt: null };
  return [{ ...rest, actionsWorkflow: null, url: null }];
}
