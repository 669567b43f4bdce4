import { associationOf } from "../access/repository-role.ts";
import type { Pull } from "../state/repository.ts";
import type { Review, ReviewComment } from "../state/review.ts";
import type { World } from "../state/world.ts";
import { nodeId, stamp } from "./json.ts";
import type { Json } from "./json.ts";
import { repositoryPage, repositoryUrl } from "./repository.ts";
import { userShape } from "./user.ts";

export function reviewShape(world: World, pull: Pull, review: Review): Json {
  const { repository } = pull;
  const page = `${repositoryPage(world, repository)}/pull/${pull.number}#pullrequestreview-${review.id}`;
  const url = `${repositoryUrl(world, repository)}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: nodeId("PRR", review.id),
    user: userShape(world, review.user),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: url,
    author_association: associationOf(world, repository, review.user),
    _links: { html: { href: page }, pull_request: { href: url } },
    submitted_at: stamp(review.submittedAt),
    commit_id: review.commitSha,
  };
}

/** Webhooks write a review's state in lower case, REST in upper case; and a review without a body has none there. */
export function reviewEventShape(world: World, pull: Pull, review: Review): Json {
  return {
    ...reviewShape(world, pull, review),
    state: review.state.toLowerCase(),
    body: review.body === "" ? null : review.body,
  };
}

export function reviewCommentShape(world: World, pull: Pull, about: { review: Review; comment: ReviewComment }): Json {
  const { review, comment } = about;
  const { repository } = pull;
  const url = `${repositoryUrl(world, repository)}/pulls/comments/${comment.id}`;
  const pullUrl = `${repositoryUrl(world, repository)}/pulls/${pull.number}`;
  const page = `${repositoryPage(world, repository)}/pull/${pull.number}#discussion_r${comment.id}`;
  return {
    url,
    pull_request_review_id: review.id,
    id: comment.id,
    node_id: nodeId("PRRC", comment.id),
    diff_hunk: `@@ -${comment.line},1 +${comment.line},1 @@`,
    path: comment.path,
    position: comment.line,
    original_position: comment.line,
    line: comment.line,
    commit_id: review.commitSha,
    original_commit_id: review.commitSha,
    user: userShape(world, comment.user),
    body: comment.body,
    created_at: stamp(comment.createdAt),
    updated_at: stamp(comment.createdAt),
    html_url: page,
    pull_request_url: pullUrl,
    author_association: associationOf(world, repository, comment.user),
    _links: { self: { href: url }, html: { href: page }, pull_request: { href: pullUrl } },
  };
}
