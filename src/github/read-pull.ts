import type { PullEvidence } from "../workflow/evidence.ts";
import { storableText } from "../workflow/storable.ts";
import type { Client } from "./client.ts";
import { AnotherRepository } from "./failure.ts";
import { githubId } from "./github-id.ts";
import { readAt } from "./read-at.ts";
import { repositoryName } from "./repository-name.ts";

/**
 * Reads a pull request of the repository with this id, which a name alone does not tell. Since when its head is this one
 * GitHub does not say: the caller may know.
 */
export async function readPull(
  client: Client,
  { id, fullName }: { readonly id: number; readonly fullName: string },
  number: number,
): Promise<PullEvidence> {
  const { data, headers } = await client.rest.pulls.get({ ...repositoryName(fullName), pull_number: number });
  if (githubId(data.base.repo.id) !== id) throw new AnotherRepository(fullName);
  return {
    readAt: readAt(headers),
    headSha: data.head.sha,
    headChangedAt: null,
    baseRef: storableText(data.base.ref),
    draft: data.draft ?? false,
    open: data.state === "open",
    merged: data.merged,
    // Before the merge this names a commit that GitHub made only to try it.
    mergeSha: data.merged ? data.merge_commit_sha : null,
    title: storableText(data.title),
    body: data.body === null ? null : storableText(data.body),
    authorId: authorOf(data.user),
    labels: data.labels.map((label) => storableText(label.name)),
  };
}

/** Null for an account that no longer exists, though GitHub's description does not say so. */
function authorOf(user: { readonly id: number | bigint } | null): number | null {
  return user === null ? null : githubId(user.id);
}
