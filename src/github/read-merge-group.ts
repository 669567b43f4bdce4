import type { Client } from "./client.ts";
import { nullIfGone } from "./null-if-gone.ts";
import { repositoryName } from "./repository-name.ts";

/** What GitHub's refs of a merge queue's group begin with, before the base's name. */
const queuePrefix = "refs/heads/gh-readonly-queue/";

/** What a group would merge, as far as its commits tell. */
export interface MergeGroupContent {
  /** The pull request that the ref names; null for a ref that is none of a queue's. */
  readonly named: number | null;
  /** Those that the queue's own commits name. */
  readonly ahead: readonly number[];
  /** All commits that the base does not have yet. */
  readonly shas: readonly string[];
}

/**
 * Reads which pull requests a group would merge. The ref names the last one alone
 * (`gh-readonly-queue/<base>/pr-<number>-<sha>`); those ahead of it are known by their commits, or by the message of the commit
 * that the queue made for each. A base or a group that is gone meanwhile leaves the one that the ref names.
 */
export async function readMergeGroup(
  client: Client,
  fullName: string,
  group: { readonly headSha: string; readonly headRef: string; readonly baseRef: string },
): Promise<MergeGroupContent> {
  const basehead = `${group.baseRef.replace(/^refs\/heads\//, "")}...${group.headSha}`;
  const compared = await nullIfGone(
    client.rest.repos.compareCommitsWithBasehead({ ...repositoryName(fullName), basehead }),
  );
  const commits = compared?.data.commits ?? [];
  const ahead = queueCommits(commits, group.headSha).flatMap(({ commit }) => numbersIn(commit.message));
  return { named: numberIn(group.headRef), ahead: [...new Set(ahead)], shas: commits.map(({ sha }) => sha) };
}

function numberIn(headRef: string): number | null {
  if (!headRef.startsWith(queuePrefix)) return null;
  const [, number] = /\/pr-(\d{1,9})-[0-9a-f]+$/.exec(headRef) ?? [];
  return number === undefined ? null : Number(number);
}

interface Compared {
  readonly sha: string;
  readonly parents: readonly { readonly sha: string }[];
  readonly commit: { readonly message: string };
}

/** The commits that the queue made, back from the head by their first parents: what people committed lies beside them. */
function queueCommits(commits: readonly Compared[], headSha: string): readonly Compared[] {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const own: Compared[] = [];
  for (let at = bySha.get(headSha); at !== undefined && own.length <= commits.length;) {
    own.push(at);
    const parent = at.parents[0]?.sha;
    at = parent === undefined ? undefined : bySha.get(parent);
  }
  return own;
}

/** `Merge pull request #7 from …`, or `Pay by card (#7)` where the queue squashes. */
function numbersIn(message: string): readonly number[] {
  const [first = ""] = message.split("\n", 1);
  const [, merged] = /^Merge pull request #(\d{1,9})\b/.exec(first) ?? [];
  const [, squashed] = /\(#(\d{1,9})\)$/.exec(first) ?? [];
  return [merged, squashed].flatMap((number) => (number === undefined ? [] : [Number(number)]));
}
