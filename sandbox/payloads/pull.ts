import { associationOf } from "../access/repository-role.ts";
import { changedFiles } from "../state/diff.ts";
import { commitsBetween } from "../state/git.ts";
import type { Pull, Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { nodeId, stamp, stampOrNull } from "./json.ts";
import type { Json } from "./json.ts";
import { labelShape } from "./label.ts";
import { repositoryPage, repositoryShape, repositoryUrl } from "./repository.ts";
import { teamShape } from "./team.ts";
import { userShape } from "./user.ts";

/** A pull request as lists and most webhooks show it. */
export function simplePullShape(world: World, pull: Pull): Json {
  const { repository } = pull;
  const base = repositoryUrl(world, repository);
  const page = `${repositoryPage(world, repository)}/pull/${pull.number}`;
  return {
    url: `${base}/pulls/${pull.number}`,
    id: pull.pull.id,
    node_id: nodeId("PR", pull.pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    ...addresses(base, pull),
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: userShape(world, pull.author),
    body: pull.body,
    created_at: stamp(pull.createdAt),
    updated_at: stamp(pull.updatedAt),
    closed_at: stampOrNull(pull.closedAt),
    merged_at: stampOrNull(pull.pull.merged?.at ?? null),
    merge_commit_sha: pull.pull.merged?.sha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.pull.requestedReviewers.map((user) => userShape(world, user)),
    requested_teams: pull.pull.requestedTeams.map((team) => teamShape(world, team)),
    labels: pull.labels.map((label) => labelShape(world, repository, label)),
    milestone: null,
    draft: pull.pull.draft,
    head: end(world, { repository: pull.pull.headRepository, ref: pull.pull.headRef, sha: pull.pull.headSha }),
    base: end(world, { repository, ref: pull.pull.baseRef, sha: pull.pull.baseSha }),
    _links: pullLinks(base, page, pull),
    author_association: associationOf(world, repository, pull.author),
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** A pull request with what GitHub computes for it alone. */
export function pullShape(world: World, pull: Pull): Json {
  const { repository, pull: details } = pull;
  const files = changedFiles(repository, details.baseSha, details.headSha);
  return {
    ...simplePullShape(world, pull),
    merged: details.merged !== null,
    mergeable: details.merged === null ? true : null,
    rebaseable: details.merged === null ? true : null,
    mergeable_state: details.merged !== null ? "unknown" : details.draft ? "draft" : "clean",
    merged_by: details.merged === null ? null : userShape(world, details.merged.by),
    comments: pull.comments.length,
    review_comments: details.reviews.reduce((count, review) => count + review.comments.length, 0),
    maintainer_can_modify: false,
    commits: commitsBetween(repository, details.baseSha, details.headSha).length,
    additions: files.reduce((count, file) => count + file.additions, 0),
    deletions: files.reduce((count, file) => count + file.deletions, 0),
    changed_files: files.length,
  };
}

/** The reference to a pull request that check runs and suites carry. */
export function pullReference(world: World, pull: Pull): Json {
  const reference = (repository: Repository): Json => ({
    id: repository.id,
    url: repositoryUrl(world, repository),
    name: repository.name,
  });
  return {
    url: `${repositoryUrl(world, pull.repository)}/pulls/${pull.number}`,
    id: pull.pull.id,
    number: pull.number,
    head: { ref: pull.pull.headRef, sha: pull.pull.headSha, repo: reference(pull.pull.headRepository) },
    base: { ref: pull.pull.baseRef, sha: pull.pull.baseSha, repo: reference(pull.repository) },
  };
}

function end(world: World, at: { repository: Repository; ref: string; sha: string }): Json {
  return {
    label: `${at.repository.owner.login}:${at.ref}`,
    ref: at.ref,
    sha: at.sha,
    user: userShape(world, at.repository.owner),
    repo: repositoryShape(world, at.repository),
  };
}

function addresses(base: string, pull: Pull): Json {
  return {
    issue_url: `${base}/issues/${pull.number}`,
    commits_url: `${base}/pulls/${pull.number}/commits`,
    review_comments_url: `${base}/pulls/${pull.number}/comments`,
    review_comment_url: `${base}/pulls/comments{/number}`,
    comments_url: `${base}/issues/${pull.number}/comments`,
    statuses_url: `${base}/statuses/${pull.pull.headSha}`,
  };
}

function pullLinks(base: string, page: string, pull: Pull): Json {
  const address = addresses(base, pull);
  return {
    self: { href: `${base}/pulls/${pull.number}` },
    html: { href: page },
    issue: { href: address["issue_url"] },
    comments: { href: address["comments_url"] },
    review_comments: { href: address["review_comments_url"] },
    review_comment: { href: address["review_comment_url"] },
    commits: { href: address["commits_url"] },
    statuses: { href: address["statuses_url"] },
  };
}
