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
  readonly completed: boolean;
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
}

/** Runs on one head that are looked through. */
const runsMax = 1_000;

/** Baton's latest run of a name: the one with the highest id. Two of one `external_id` are a double, and the later one counts. */
export async function latestRun(
  client: Client,
  { fullName, self }: RunTarget,
  { name, headSha }: { readonly name: string; readonly headSha: string },
): Promise<OwnRun | null> {
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
  const own = items.filter((run) => run.name === name && run.app?.id === self.appId);
  const latest = own.toSorted((a, b) => githubId(b.id) - githubId(a.id))[0];
  if (latest === undefined) return null;
  return {
    id: githubId(latest.id),
    externalId: latest.external_id,
    completed: latest.status === "completed",
    conclusion: latest.conclusion,
    title: latest.output.title,
    summary: latest.output.summary,
  };
}
