/** The events that Baton reads, and all actions that GitHub describes for them. */
const knownActions = {
  check_run: ["completed", "created", "requested_action", "rerequested"],
  check_suite: ["completed", "requested", "rerequested"],
  deployment_status: ["created"],
  installation: ["created", "deleted", "new_permissions_accepted", "suspend", "unsuspend"],
  installation_repositories: ["added", "removed"],
  installation_target: ["renamed"],
  issue_comment: ["created", "deleted", "edited", "pinned", "unpinned"],
  merge_group: ["checks_requested", "destroyed"],
  pull_request: [
    "assigned",
    "auto_merge_disabled",
    "auto_merge_enabled",
    "closed",
    "converted_to_draft",
    "demilestoned",
    "dequeued",
    "edited",
    "enqueued",
    "labeled",
    "locked",
    "milestoned",
    "opened",
    "ready_for_review",
    "reopened",
    "review_request_removed",
    "review_requested",
    "synchronize",
    "unassigned",
    "unlabeled",
    "unlocked",
  ],
  pull_request_review: ["dismissed", "edited", "submitted"],
  repository: [
    "archived",
    "created",
    "deleted",
    "edited",
    "privatized",
    "publicized",
    "renamed",
    "transferred",
    "unarchived",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ReadEvent = keyof typeof knownActions;

export type KnownAction<Event extends ReadEvent> = (typeof knownActions)[Event][number];

/** Names an action in a reason. What GitHub does not describe is not repeated, so that reasons stay a bounded set. */
export function nameOfAction(event: ReadEvent, action: string): string {
  return `${event}.${knownActions[event].find((known) => known === action) ?? "(unknown)"}`;
}
