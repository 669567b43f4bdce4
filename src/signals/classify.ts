import type { Self } from "./self.ts";
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
import { ignored, type Signal } from "./signal.ts";
import { whyUnused } from "./unused-events.ts";

type Classifier = (payload: unknown, self: Self) => Signal;

const classifiers: ReadonlyMap<string, Classifier> = new Map([
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

/**
 * Says what a webhook means. Total: whatever the payload is, it is a request, a fact, an errand, or ignored because of something that
 * can be named. The reasons are few and bounded, since metrics and logs are made of them.
 */
export function classify(delivery: { readonly event: string; readonly payload: unknown }, self: Self): Signal {
  const classifier = classifiers.get(delivery.event);
  return classifier === undefined ? ignored(whyUnused(delivery.event)) : classifier(delivery.payload, self);
}
