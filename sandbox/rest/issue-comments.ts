import { z } from "zod";
import { addComment, deleteComment, editComment } from "../actions/comments.ts";
import { roleIn } from "../access/repository-role.ts";
import { GitHubError } from "../github-error.ts";
import { commentShape } from "../payloads/comment.ts";
import type { Comment } from "../state/repository.ts";
import { reaches } from "../state/role.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { bodyOf } from "./body.ts";
import { commentIn, enter, issueIn } from "./enter.ts";
import type { Entered } from "./enter.ts";
import { listing } from "./pages.ts";

const mostCharacters = 65536;

const commentRequest = z.object({
  body: z
    .string()
    .min(1, "body can't be blank")
    .refine(
      (text) => Array.from(text).length <= mostCharacters,
      `body is too long (maximum is ${mostCharacters} characters)`,
    ),
});

export function issueCommentRoutes(world: World): Api {
  const api = newApi();
  const all = "/repos/:owner/:repo/issues/:number/comments";
  const one = "/repos/:owner/:repo/issues/comments/:comment";
  api.get(all, (c) => {
    const { repository } = enter(world, c, "issues:read|pull_requests:read");
    const comments = issueIn(repository, c).comments.filter(isSince(c));
    return listing(c, comments, (comment) => commentShape(world, comment));
  });
  api.post(all, (c) => {
    const { repository, actor } = enter(world, c, "issues:write|pull_requests:write");
    const issue = issueIn(repository, c);
    const { body } = bodyOf(c, "IssueComment", commentRequest);
    return c.json(commentShape(world, addComment(world, { issue, actor, body })), 201);
  });
  api.get(one, (c) => {
    const { repository } = enter(world, c, "issues:read|pull_requests:read");
    return c.json(commentShape(world, commentIn(repository, c)));
  });
  api.patch(one, (c) => {
    const entered = enter(world, c, "issues:write|pull_requests:write");
    const comment = commentIn(entered.repository, c);
    requireHold(world, entered, comment);
    const { body } = bodyOf(c, "IssueComment", commentRequest);
    editComment(world, { comment, actor: entered.actor, body });
    return c.json(commentShape(world, comment));
  });
  api.delete(one, (c) => {
    const entered = enter(world, c, "issues:write|pull_requests:write");
    const comment = commentIn(entered.repository, c);
    requireHold(world, entered, comment);
    deleteComment(world, { comment, actor: entered.actor });
    return c.body(null, 204);
  });
  return api;
}

/** One's own comments, or with write access those of anybody. */
function requireHold(world: World, entered: Entered, comment: Comment): void {
  const { user } = entered.actor;
  if (comment.user === user || reaches(roleIn(world, entered.repository, user), "write")) return;
  throw new GitHubError(403, "Must have admin rights to Repository.");
}

function isSince(c: Call): (comment: Comment) => boolean {
  const since = Date.parse(c.req.query("since") ?? "");
  return (comment) => Number.isNaN(since) || comment.updatedAt.getTime() >= since;
}
