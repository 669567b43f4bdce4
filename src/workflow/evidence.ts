/** What was read from GitHub to judge an intent. A part that was not asked for is null. */
export interface Evidence {
  readonly pull: PullEvidence | null;
  readonly checks: ChecksEvidence | null;
  readonly reviews: ReviewsEvidence | null;
  readonly deployments: DeploymentsEvidence | null;
}

export const noEvidence: Evidence = { pull: null, checks: null, reviews: null, deployments: null };

/** The pull request itself (`GET /repos/{owner}/{repo}/pulls/{pull_number}`). */
export interface PullEvidence {
  /** GitHub's clock when it answered (the `Date` header). */
  readonly readAt: Date;
  readonly headSha: string;
  /** When the head became this one, as well as is known; null when nobody saw it change. */
  readonly headChangedAt: Date | null;
  readonly baseRef: string;
  readonly draft: boolean;
  readonly open: boolean;
  readonly merged: boolean;
  readonly mergeSha: string | null;
  readonly title: string;
  readonly body: string | null;
  readonly authorId: number | null;
  readonly labels: readonly string[];
}

/** All check runs, commit statuses and check suites of one commit, Baton's own left out. */
export interface ChecksEvidence {
  readonly readAt: Date;
  readonly headSha: string;
  readonly runs: readonly Check[];
  readonly suites: readonly Suite[];
}

/** A check run, a commit status or a suite that ended without a run, told in the words of check runs. */
export interface Check {
  /** `<kind>:<id>`. */
  readonly id: string;
  /** GitHub orders runs of one name by id: the highest is the latest. */
  readonly order: number;
  readonly kind: "check_run" | "status" | "check_suite";
  /** The suite that a run belongs to; null for commit statuses, which have none. */
  readonly suiteId: number | null;
  readonly name: string;
  /** Slug of the App, or `status` for commit statuses. */
  readonly app: string;
  /** `waiting`: a rule of its environment asks for a person's approval. */
  readonly status: "queued" | "in_progress" | "waiting" | "completed";
  /** GitHub's conclusions; for statuses success or failure. Null until completed. */
  readonly conclusion: string | null;
  readonly url: string | null;
  /** First part of the output's summary or the status's description; untrusted. */
  readonly summary: string | null;
  /** When it last changed, on GitHub's clock. */
  readonly changedAt: Date | null;
}

export interface Suite {
  readonly id: number;
  readonly app: string;
  readonly completed: boolean;
  readonly conclusion: string | null;
  /** Runs in it; an empty suite of most Apps never completes and is not waited for. */
  readonly runCount: number;
  /** What it is a run of. Null for other Apps than GitHub Actions, and where nothing depends on it or nobody may know. */
  readonly actionsWorkflow: ActionsWorkflow | null;
  /** Where somebody can do something about it; null where nobody has to. */
  readonly url: string | null;
  readonly changedAt: Date | null;
}

/** What GitHub Actions runs: a workflow file, because of an event. Each time it runs is a suite of its own; a re-run is not. */
export interface ActionsWorkflow {
  readonly id: number;
  readonly name: string;
  readonly event: string;
}

/** All reviews of a pull request, also those that do not count. */
export interface ReviewsEvidence {
  readonly readAt: Date;
  readonly headSha: string;
  readonly reviews: readonly Review[];
}

export interface Review {
  /** `review:<id>`. */
  readonly id: string;
  readonly reviewerId: number;
  readonly reviewer: string;
  readonly state: "approved" | "changes_requested" | "commented" | "dismissed";
  readonly headSha: string;
  /** Whether the reviewer holds `verification_overseer`; asked only of approvals and requests for changes of the head. */
  readonly holdsRole: boolean;
  readonly body: string | null;
  readonly url: string | null;
  readonly submittedAt: Date;
}

/** Deployments of the environment that the rules name, newest first. */
export interface DeploymentsEvidence {
  readonly readAt: Date;
  readonly deployments: readonly Deployment[];
}

export interface Deployment {
  /** `deployment:<id>`. */
  readonly id: string;
  readonly environment: string;
  readonly creator: string;
  /** Whether it deploys the head, the merge commit or a descendant of it. */
  readonly containsHead: boolean;
  readonly state: "pending" | "success" | "failure";
  readonly url: string | null;
  readonly changedAt: Date;
}
