import type { Client } from "./client.ts";
import { githubId } from "./github-id.ts";
import { createOwnComment, findOwnComments, keepOldest, readOwnComment, type OwnComment } from "./own-comments.ts";
import { nullIfGone } from "./null-if-gone.ts";
import type { PullTarget } from "./pull-target.ts";
import { repositoryName } from "./repository-name.ts";
import { isSameText } from "./same-text.ts";

export interface Published {
  /** Requests that changed something on GitHub. */
  readonly writes: number;
}

/**
 * Makes the status comment read `body`: the known one, else the one with the same marker, else a new one. An equal one is
 * left alone, because each edit is an event for everybody who listens.
 */
export async function publishComment(
  client: Client,
  target: PullTarget & { readonly commentId: number | null },
  body: string,
): Promise<Published & { readonly commentId: number }> {
  const marker = markerOf(body);
  const known = target.commentId === null ? null : await readOwnComment(client, target, target.commentId);
  const found = known === null ? await adopt(client, target, marker) : { kept: known, deleted: 0 };
  if (found !== null) {
    const { kept, deleted } = found;
    if (isSameText(kept.body, body)) return { commentId: kept.id, writes: deleted };
    if (await edit(client, target, { id: kept.id, body })) return { commentId: kept.id, writes: deleted + 1 };
  }
  const { kept, writes } = await createOwnComment(client, target, { marker, body });
  if (isSameText(kept.body, body)) return { commentId: kept.id, writes };
  await edit(client, target, { id: kept.id, body });
  return { commentId: kept.id, writes: writes + 1 };
}

/** The hidden first line of the comment, by which it is known again. */
function markerOf(body: string): string {
  const marker = /^<!--[^\n]*-->/.exec(body)?.[0];
  if (marker === undefined) throw new Error("The status comment must begin with its hidden marker.");
  return marker;
}

async function adopt(client: Client, target: PullTarget, marker: string) {
  const [first, ...others] = await findOwnComments(client, target, { marker });
  return first === undefined ? null : keepOldest(client, target, [first, ...others]);
}

/** False where the comment was deleted meanwhile. */
async function edit(client: Client, target: PullTarget, { id, body }: OwnComment): Promise<boolean> {
  const repository = repositoryName(target.fullName);
  const answer = await nullIfGone(client.rest.issues.updateComment({ ...repository, comment_id: id, body }));
  return answer !== null && githubId(answer.data.id) === id;
}
