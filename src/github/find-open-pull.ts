import { githubId } from "./github-id.ts";
import type { Client, Self } from "./client.ts";
import { repositoryName } from "./repository-name.ts";

/** An open pull request of a branch. */
export interface OpenPull {
  readonly number: number;
  readonly title: string;
  readonly isOwn: boolean;
}

export interface BranchPlace {
  readonly repositoryId: number;
  readonly fullName: string;
  readonly branch: string;
  /** What it is to be merged into; null: anything, before all the default branch. */
  readonly base: string | null;
  readonly defaultBranch: string;
}

/** Finds the open pull request of a branch of the repository itself; the oldest of several. */
export async function findOpenPull(client: Client, place: BranchPlace, self: Self): Promise<OpenPull | null> {
  const { repositoryId, branch, base, defaultBranch } = place;
  const name = repositoryName(place.fullName);
  const { data } = await client.rest.pulls.list({
    ...name,
    state: "open",
    head: `${name.owner}:${branch}`,
    ...(base === null ? {} : { base }),
    direction: "asc",
    per_page: 100,
  });
  // GitHub lists everything where it cannot read the head that is asked for.
  const own = data.filter(({ head }) => head.ref === branch && githubId(head.repo?.id ?? 0) === repositoryId);
  const found = own.find((pull) => pull.base.ref === (base ?? defaultBranch)) ?? (base === null ? own[0] : undefined);
  if (found === undefined) return null;
  const { number, title, user } = found;
  return { number, title, isOwn: user?.type === "Bot" && user.login === self.botLogin };
}
