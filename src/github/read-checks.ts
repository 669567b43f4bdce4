import type { Check, ChecksEvidence } from "../workflow/evidence.ts";
import type { Client } from "./client.ts";
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
 * there for people and waits for the others.
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
  return {
    readAt: runs.readAt,
    headSha: sha,
    runs: [
      ...runs.items.filter(isOthers).map(checkOfRun),
      ...statuses.items.map(checkOfStatus),
      ...unread(sha, [runs, statuses, suites]),
    ],
    suites: suites.items.filter(isOthers).map(suiteOf),
  };
}

/**
 * Where there is more than Baton reads, a check that never ends stands for the rest: people see it, and nobody takes what
 * was read for all there is.
 */
function unread(sha: string, pages: readonly Pages<unknown>[]): readonly Check[] {
  if (pages.every((each) => each.complete)) return [];
  return [
    {
      id: `unread:${sha}`,
      order: 0,
      kind: "check_run",
      name: `More than ${String(itemsMax)} checks; Baton does not read the rest`,
      app: "baton",
      status: "in_progress",
      conclusion: null,
      url: null,
      summary: "Name the checks that count in the rules.",
      changedAt: null,
    },
  ];
}
