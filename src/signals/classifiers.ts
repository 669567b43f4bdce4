import { classifyCheckRun } from "./events/check-run.ts";
import { classifyCheckSuite } from "./events/check-suite.ts";
import { classifyDeploymentStatus } from "./events/deployment-status.ts";
import {
  classifyInstallation,
  classifyInstallationRepositories,
  classifyInstallationTarget,
  classifyRepository,
} from "./events/installation.ts";
import { classifyIssueComment } from "./events/issue-comment.ts";
import { classifyMergeGroup } from "./events/merge-group.ts";
import { classifyPullRequest } from "./events/pull-request.ts";
import { classifyPullRequestReview } from "./events/pull-request-review.ts";
import { classifyPush } from "./events/push.ts";
import { classifyStatus } from "./events/status.ts";
import type { Self } from "./self.ts";
import type { Signal } from "./signal.ts";

/** Says what the payload of one event means. */
type Classifier = (payload: unknown, self: Self) => Signal;

/** The events that Baton reads, by name. */
export const classifiers: ReadonlyMap<string, Classifier> = new Map([
  ["check_run", classifyCheckRun],
  ["check_suite", classifyCheckSuite],
  ["deployment_status", classifyDeploymentStatus],
  ["installation", classifyInstallation],
  ["installation_repositories", classifyInstallationRepositories],
  ["installation_target", classifyInstallationTarget],
  ["issue_comment", classifyIssueComment],
  ["merge_group", classifyMergeGroup],
  ["pull_request", classifyPullRequest],
  ["pull_request_review", classifyPullRequestReview],
  ["push", classifyPush],
  ["repository", classifyRepository],
  ["status", classifyStatus],
]);
