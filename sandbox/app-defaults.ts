import type { Permissions } from "./state/accounts.ts";

/** What the App being built asks for unless the sandbox is told otherwise. */
export const defaultPermissions: Permissions = {
  metadata: "read",
  issues: "write",
  pull_requests: "write",
  checks: "write",
  statuses: "write",
  contents: "write",
  deployments: "read",
  actions: "write",
  merge_queues: "read",
  members: "read",
};

export const defaultEvents: readonly string[] = [
  "issue_comment",
  "pull_request",
  "pull_request_review",
  "check_run",
  "check_suite",
  "status",
  "push",
  "deployment_status",
  "merge_group",
  "repository",
  "membership",
  "team",
];
