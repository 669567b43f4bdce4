import type { Client } from "./client.ts";
import { githubId } from "./github-id.ts";
import { nullIfGone } from "./null-if-gone.ts";
import type { PullTarget } from "./pull-target.ts";
import { repositoryName } from "./repository-name.ts";

/** GitHub's words for 🚀, 👍 and 😕. */
export type Reaction = "rocket" | "+1" | "confused";

/** Reacts to a comment; null where the comment is gone. GitHub keeps one reaction of a kind, however often it is given. */
export async function react(
  client: Client,
  { fullName }: Pick<PullTarget, "fullName">,
  commentId: number,
  content: Reaction,
): Promise<number | null> {
  const reaction = client.rest.reactions.createForIssueComment({
    ...repositoryName(fullName),
    comment_id: commentId,
    content,
  });
  const answer = await nullIfGone(reaction);
  return answer === null ? null : githubId(answer.data.id);
}
