import type { Client, Self } from "./client.ts";
import { githubId } from "./github-id.ts";
import { nullIfGone } from "./null-if-gone.ts";
import type { PullTarget } from "./pull-target.ts";
import { readPages } from "./read-pages.ts";
import { repositoryName } from "./repository-name.ts";

/** A comment of Baton's own. */
export interface OwnComment {
  readonly id: number;
  readonly body: string;
}

/** Comments that are looked through for one of Baton's; where it is farther down, a new one is written. */
const commentsMax = 3_000;

/**
 * Finds Baton's own comments that begin with a marker, the oldest first. Anybody can write a marker, and quote one that
 * Baton wrote: only what Baton's App wrote counts, and only where the marker comes first.
 */
export async function findOwnComments(
  client: Client,
  target: PullTarget,
  { marker, since }: { readonly marker: string; readonly since?: Date },
): Promise<readonly OwnComment[]> {
  const { items } = await readPages(
    client.paginate.iterator("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      ...repositoryName(target.fullName),
      issue_number: target.number,
      per_page: 100,
      ...(since === undefined ? {} : { since: since.toISOString() }),
    }),
    (data) => data,
    commentsMax,
  );
  return items
    .filter((comment) => isOwn(comment, target.self) && bodyOf(comment).startsWith(marker))
    .map((comment) => ({ id: githubId(comment.id), body: bodyOf(comment) }))
    .sort((a, b) => a.id - b.id);
}

/** Reads a comment of Baton's by its id; null where it is gone, or is not Baton's. */
export async function readOwnComment(client: Client, target: PullTarget, id: number): Promise<OwnComment | null> {
  const answer = await nullIfGone(
    client.rest.issues.getComment({ ...repositoryName(target.fullName), comment_id: id }),
  );
  if (answer === null || !isOwn(answer.data, target.self)) return null;
  return { id: githubId(answer.data.id), body: bodyOf(answer.data) };
}

/** GitHub's clock and ours differ, and its replicas lag. */
const lagMs = 600_000;

/**
 * Writes a comment, then looks for doubles of it, which an earlier try leaves that GitHub carried out without an answer.
 * The oldest stays.
 */
export async function createOwnComment(
  client: Client,
  target: PullTarget,
  { marker, body }: { readonly marker: string; readonly body: string },
): Promise<{ readonly kept: OwnComment; readonly writes: number }> {
  const { data } = await client.rest.issues.createComment({
    ...repositoryName(target.fullName),
    issue_number: target.number,
    body,
  });
  const created: OwnComment = { id: githubId(data.id), body };
  const since = new Date(Date.parse(data.created_at) - lagMs);
  const found = await findOwnComments(client, target, { marker, since });
  const { kept, deleted } = await keepOldest(client, target, [created, ...found.filter(({ id }) => id !== created.id)]);
  return { kept, writes: 1 + deleted };
}

/** Keeps the comment with the lowest id and deletes the others. */
export async function keepOldest(
  client: Client,
  target: PullTarget,
  comments: readonly [OwnComment, ...OwnComment[]],
): Promise<{ readonly kept: OwnComment; readonly deleted: number }> {
  const kept = comments.reduce((oldest, each) => (each.id < oldest.id ? each : oldest));
  const doubles = comments.filter((each) => each.id !== kept.id);
  for (const { id } of doubles) {
    await nullIfGone(client.rest.issues.deleteComment({ ...repositoryName(target.fullName), comment_id: id }));
  }
  return { kept, deleted: doubles.length };
}

interface Authored {
  readonly user: { readonly login: string; readonly type: string } | null;
  readonly performed_via_github_app?: { readonly id: number | bigint } | null;
}

/** A person who signed in through the App writes through it as well, but is no bot. */
function isOwn({ user, performed_via_github_app: app }: Authored, self: Self): boolean {
  if (user?.type !== "Bot") return false;
  return app ? Number(app.id) === self.appId : user.login === self.botLogin;
}

function bodyOf({ body }: { readonly body?: string | undefined }): string {
  return body ?? "";
}
