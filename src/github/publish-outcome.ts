import type { CheckOutcome } from "../report/check-outcome.ts";
import type { Client } from "./client.ts";
import { ownRuns, type RunTarget } from "./own-runs.ts";
import type { Published } from "./publish-comment.ts";
import { repositoryName } from "./repository-name.ts";
import { isSameText } from "./same-text.ts";

/** GitHub takes this many at once (https://docs.github.com/en/rest/checks/runs#update-a-check-run). */
const annotationsMax = 50;

/**
 * Makes the latest check run of a name say how something came out. One that says so already is left alone, so that a second
 * try after a lost answer writes nothing.
 */
export async function publishOutcome(client: Client, target: RunTarget, outcome: CheckOutcome): Promise<Published> {
  const repository = repositoryName(target.fullName);
  const { name, headSha, externalId, conclusion, title, summary } = outcome;
  const [latest] = await ownRuns(client, target, { name, headSha });
  const isThere =
    latest !== undefined &&
    latest.externalId === externalId &&
    latest.conclusion === conclusion &&
    isSameText(latest.title, title) &&
    isSameText(latest.summary, summary);
  if (isThere) return { writes: 0 };
  const annotations = outcome.annotations.slice(0, annotationsMax).map(({ path, line, title, message }) => {
    return { path, start_line: line, end_line: line, annotation_level: "failure" as const, title, message };
  });
  await client.rest.checks.create({
    ...repository,
    name,
    head_sha: headSha,
    external_id: externalId,
    status: "completed",
    conclusion,
    output: { title, summary, ...(annotations.length === 0 ? {} : { annotations }) },
  });
  return { writes: 1 };
}
