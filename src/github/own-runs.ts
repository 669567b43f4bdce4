import type { Client, Self } from "./client.ts";
import { githubId } from "./github-id.ts";
import { readPages } from "./read-pages.ts";
import { repositoryName } from "./repository-name.ts";

/** Where a check run of Baton's is looked for. */
export interface RunTarget {
  readonly fullName: string;
  readonly self: Self;
}

/** A check run of Baton's, as it stands on GitHub. */
export interface OwnRun {
  readonly id: number;
  readonly externalId: string | null;
  readonly startedAt: Date | null;
  readonly completed: boolean;
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
}

/** Runs on one head that are looked through. */
const runsMax = 1_000;

/** Baton's runs of a name on a head, the one with the highest id first. Two of one `external_id` are a double, and the later one counts. */
export async function ownRuns(
  client: Client,
  { fullName, self }: RunTarget,
  { name, headSha }: { readonly name: string; readonly headSha: string },
): Promise<readonly OwnRun[]> {
  const { items } = await readPages(
    client.paginate.iterator("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
      ...repositoryName(fullName),
      ref: headSha,
      check_name: name,
      app_id: self.appId,
      filter: "all",
      per_page: 100,
    }),
    (data) => data,
    runsMax,
  );
  return items
    .filter((run) => run.name === name && run.app?.id === self.appId)
    .map((run) => ({
      id: githubId(run.id),
      externalId: run.external_id,
      startedAt: run.started_at === null ? null : new Date(run.started_at),
      completed: run.status === "completed",
      conclusion: run.conclusion,
      title: run.output.title,
      summary: run.output.summary,
    }))
    .toSorted((a, b) => b.id - a.id);
}
