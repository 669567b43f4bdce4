import { commentShape } from "../payloads/comment.ts";
import { issueShape } from "../payloads/issue.ts";
import type { Json } from "../payloads/json.ts";
import type { Actor } from "../state/accounts.ts";
import type { Comment, Issue } from "../state/repository.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";

export function addComment(world: World, about: { issue: Issue; actor: Actor; body: string }): Comment {
  const { issue, actor, body } = about;
  const at = now(world);
  const comment: Comment = {
    id: world.nextId(),
    issue,
    user: actor.user,
    app: actor.app,
    body,
    createdAt: at,
    updatedAt: at,
    reactions: [],
  };
  issue.comments.push(comment);
  issue.updatedAt = at;
  announce(world, "created", { comment, actor });
  return comment;
}

export function editComment(world: World, about: { comment: Comment; actor: Actor; body: string }): void {
  const { comment, actor, body } = about;
  const before = comment.body;
  comment.body = body;
  comment.updatedAt = now(world);
  announce(world, "edited", { comment, actor, changes: { changes: { body: { from: before } } } });
}

export function deleteComment(world: World, about: { comment: Comment; actor: Actor }): void {
  const { comment, actor } = about;
  comment.issue.comments.splice(comment.issue.comments.indexOf(comment), 1);
  announce(world, "deleted", { comment, actor });
}

function announce(world: World, action: string, about: { comment: Comment; actor: Actor; changes?: Json }): void {
  const { comment, actor } = about;
  world.emit({
    name: "issue_comment",
    action,
    sender: actor,
    repository: comment.issue.repository,
    body: { ...about.changes, issue: issueShape(world, comment.issue), comment: commentShape(world, comment) },
  });
}
