import { associationOf } from "../access/repository-role.ts";
import { isPull } from "../state/repository.ts";
import type { Comment } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { appShape } from "./app.ts";
import { nodeId, stamp } from "./json.ts";
import type { Json } from "./json.ts";
import { reactionCounts } from "./reactions.ts";
import { repositoryPage, repositoryUrl } from "./repository.ts";
import { userShape } from "./user.ts";

export function commentShape(world: World, comment: Comment): Json {
  const { issue } = comment;
  const { repository } = issue;
  const url = `${repositoryUrl(world, repository)}/issues/comments/${comment.id}`;
  const page = `${repositoryPage(world, repository)}/${isPull(issue) ? "pull" : "issues"}/${issue.number}`;
  return {
    url,
    html_url: `${page}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(world, repository)}/issues/${issue.number}`,
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    user: userShape(world, comment.user),
    created_at: stamp(comment.createdAt),
    updated_at: stamp(comment.updatedAt),
    body: comment.body,
    author_association: associationOf(world, repository, comment.user),
    reactions: reactionCounts(url, comment.reactions),
    performed_via_github_app: comment.app === null ? null : appShape(world, comment.app),
  };
}
