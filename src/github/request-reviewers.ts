import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import type { PullTarget } from "./pull-target.ts";
import { repositoryName } from "./repository-name.ts";

/** Who came to be asked for a review. */
export interface ReviewersAsked {
  /** Names that were asked now or before. The author, who cannot be asked, is none of them. */
  readonly asked: readonly string[];
  /** Names that GitHub does not take. */
  readonly refused: readonly string[];
  /** What GitHub says to that; null where it was not asked, because a team is another organization's. */
  readonly why: string | null;
}

/**
 * Asks for a review everybody of these (logins, and teams as `owner/team`) who can be asked. GitHub takes all names of a
 * request or none, so one that it refuses is halved until those are found that it does not take.
 */
export async function requestReviewers(
  client: Client,
  target: Pick<PullTarget, "fullName" | "number">,
  names: readonly string[],
): Promise<ReviewersAsked> {
  const { owner, repo } = repositoryName(target.fullName);
  const pull = { owner, repo, pull_number: target.number };
  const { data } = await client.rest.pulls.get(pull);
  const author = data.user === null ? null : fold(data.user.login);
  const teams = (data.requested_teams ?? []).map(({ slug }) => fold(`${owner}/${slug}`));
  const present = new Set([...(data.requested_reviewers ?? []).map(({ login }) => fold(login)), ...teams]);
  const others = names.filter((name) => fold(name) !== author);
  const open = others.filter((name) => !present.has(fold(name)));
  const foreign = open.filter((name) => name.includes("/") && !fold(name).startsWith(`${fold(owner)}/`));
  const asking = { client, pull, requestsLeft: requestsMax };
  const refusals = await ask(
    asking,
    open.filter((name) => !foreign.includes(name)),
  );
  const refused = [...foreign, ...refusals.map(({ name }) => name)];
  return {
    asked: others.filter((name) => !refused.includes(name)),
    refused,
    why: refusals[0]?.why ?? null,
  };
}

interface Refusal {
  readonly name: string;
  readonly why: string;
}

/** Enough to find a few names among many; where more are wrong, names that stand beside them are refused as well. */
const requestsMax = 40;

interface Asking {
  readonly client: Client;
  readonly pull: { readonly owner: string; readonly repo: string; readonly pull_number: number };
  requestsLeft: number;
}

async function ask(asking: Asking, names: readonly string[]): Promise<readonly Refusal[]> {
  if (names.length === 0) return [];
  const { client, pull } = asking;
  try {
    asking.requestsLeft -= 1;
    await client.rest.pulls.requestReviewers({
      ...pull,
      reviewers: names.filter((name) => !name.includes("/")),
      team_reviewers: names.filter((name) => name.includes("/")).map((name) => name.slice(name.indexOf("/") + 1)),
    });
    return [];
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused" || failure.status !== 422) throw error;
    if (names.length === 1 || asking.requestsLeft <= 0) return names.map((name) => ({ name, why: failure.message }));
    const half = Math.ceil(names.length / 2);
    return [...(await ask(asking, names.slice(0, half))), ...(await ask(asking, names.slice(half)))];
  }
}

/** GitHub compares names without regard to case. */
function fold(name: string): string {
  return name.toLowerCase();
}
