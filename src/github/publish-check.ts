import type { CheckReport } from "../report/report.ts";
import type { Client, Self } from "./client.ts";
import { githubId } from "./github-id.ts";
import type { Published } from "./publish-comment.ts";
import { readPages } from "./read-pages.ts";
import { repositoryName } from "./repository-name.ts";
import { isSameText } from "./same-text.ts";

/** The name that rules of a protected branch may ask for. */
const checkName = "Baton";

export interface CheckTarget {
  readonly fullName: string;
  readonly self: Self;
}

/**
 * Makes the latest check run "Baton" of the head say what the report says. A run that is completed is never opened again,
 * since GitHub would go on showing it as completed: a new one of the same name takes its place.
 */
export async function publishCheck(client: Client, target: CheckTarget, check: CheckReport): Promise<Published> {
  const repository = repositoryName(target.fullName);
  const latest = await latestRun(client, target, check.headSha);
  if (latest !== null && isSame(latest, check)) return { writes: 0 };
  const said = toRequest(check);
  if (latest === null || (latest.completed && check.status === "in_progress")) {
    await client.rest.checks.create({ ...repository, name: checkName, head_sha: check.headSha, ...said });
  } else {
    await client.rest.checks.update({ ...repository, check_run_id: latest.id, ...said });
  }
  return { writes: 1 };
}

interface OwnRun {
  readonly id: number;
  readonly externalId: string | null;
  readonly completed: boolean;
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
}

/** Runs on one head that are looked through. */
const runsMax = 1_000;

/** The latest run is the one with the highest id; two of one `external_id` are a double, and the later one counts. */
async function latestRun(client: Client, { fullName, self }: CheckTarget, headSha: string): Promise<OwnRun | null> {
  const { items } = await readPages(
    client.paginate.iterator("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
      ...repositoryName(fullName),
      ref: headSha,
      check_name: checkName,
      app_id: self.appId,
      filter: "all",
      per_page: 100,
    }),
    (data) => data,
    runsMax,
  );
  const own = items.filter((run) => run.name === checkName && run.app?.id === self.appId);
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

/** GitHub does not give back the buttons: they belong to the version that `external_id` names. */
function isSame(run: OwnRun, check: CheckReport): boolean {
  return (
    run.externalId === check.externalId &&
    run.completed === (check.status === "completed") &&
    run.conclusion === check.conclusion &&
    isSameText(run.title, check.title) &&
    isSameText(run.summary, check.summary)
  );
}

function toRequest({ externalId, status, conclusion, title, summary, actions }: CheckReport) {
  const ending =
    status === "completed" && conclusion !== null ? { status, conclusion } : { status: "in_progress" as const };
  return { external_id: externalId, ...ending, output: { title, summary }, actions: [...actions] };
}
