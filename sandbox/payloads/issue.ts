import { associationOf } from "../access/repository-role.ts";
import { isPull } from "../state/repository.ts";
import type { Issue } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { appShape } from "./app.ts";
import { nodeId, stamp, stampOrNull } from "./json.ts";
import type { Json } from "./json.ts";
import { labelShape } from "./label.ts";
import { reactionCounts } from "./reactions.ts";
import { repositoryPage, repositoryUrl } from "./repository.ts";
import { userShape } from "./user.ts";

/** An issue, or a pull request seen as one. */
export function issueShape(world: World, issue: Issue): Json {
  const { repository } = issue;
  const base = repositoryUrl(world, repository);
  const url = `${base}/issues/${issue.number}`;
  const page = `${repositoryPage(world, repository)}/${isPull(issue) ? "pull" : "issues"}/${issue.number}`;
  return {
    url,
    repository_url: base,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    id: issue.id,
    node_id: nodeId(isPull(issue) ? "PR" : "I", issue.id),
    number: issue.number,
    title: issue.title,
    user: userShape(world, issue.author),
    labels: issue.labels.map((label) => labelShape(world, repository, label)),
    state: issue.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: issue.comments.length,
    created_at: stamp(issue.createdAt),
    updated_at: stamp(issue.updatedAt),
    closed_at: stampOrNull(issue.closedAt),
    author_association: associationOf(world, repository, issue.author),
    active_lock_reason: null,
    body: issue.body,
    reactions: reactionCounts(url, []),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: issue.app === null ? null : appShape(world, issue.app),
    state_reason: null,
    ...(isPull(issue)
      ? {
          draft: issue.pull.draft,
          pull_request: {
            url: `${base}/pulls/${issue.number}`,
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: stampOrNull(issue.pull.merged?.at ?? null),
          },
        }
      : {}),
  };
}
