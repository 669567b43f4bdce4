/** Why Baton has no use for an event. The reasons are a bounded set, whatever a header says. */
export function whyUnused(event: string): string {
  return reasons.get(event) ?? "Baton has no use for this event";
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["deployment", "a deployment counts once it has a status"],
  ["issues", "Baton works on pull requests only"],
  ["membership", "permissions are read when they are needed"],
  ["ping", "GitHub only asks whether Baton is there"],
  ["pull_request_review_comment", "commands are read from the conversation only"],
  ["team", "permissions are read when they are needed"],
  ["workflow_job", "checks come as check_run and check_suite"],
  ["workflow_run", "checks come as check_run and check_suite"],
]);
