/**
 * What an App has to be allowed to before it may subscribe to an event; any one is enough.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export function needsOfEvent(event: string): readonly string[] {
  const needs = known[event];
  if (needs === undefined) throw new Error(`The sandbox does not know what an App needs to subscribe to ${event}.`);
  return needs;
}

const known: Readonly<Record<string, readonly string[]>> = {
  check_run: ["checks:read"],
  check_suite: ["checks:read"],
  deployment: ["deployments:read"],
  deployment_status: ["deployments:read"],
  issue_comment: ["issues:read", "pull_requests:read"],
  issues: ["issues:read"],
  membership: ["members:read"],
  merge_group: ["merge_queues:read"],
  pull_request: ["pull_requests:read"],
  pull_request_review: ["pull_requests:read"],
  push: ["contents:read"],
  repository: ["metadata:read"],
  status: ["statuses:read"],
  team: ["members:read"],
};
