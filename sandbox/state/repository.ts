import type { App, Team, User } from "./accounts.ts";
import type { CheckRun, CheckSuite } from "./checks.ts";
import type { Commit, CommitStatus } from "./commit.ts";
import type { Deployment } from "./deployment.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Label } from "./label.ts";
import type { Reaction } from "./reaction.ts";
import type { Review } from "./review.ts";
import type { Role } from "./role.ts";

export interface Repository {
  readonly id: number;
  owner: User;
  name: string;
  /** Earlier `owner/name`s in lower case: GitHub redirects from them. */
  readonly formerNames: Set<string>;
  isPrivate: boolean;
  /** Nobody can change anything in it then. */
  isArchived: boolean;
  readonly defaultBranch: string;
  /** The repository that this one was forked from; the two share their commits, as on GitHub. */
  readonly parent: Repository | null;
  readonly createdAt: Date;
  pushedAt: Date;
  /** Roles of collaborators by user id; teams and ownership come on top. */
  readonly roles: Map<number, Role>;
  readonly branches: Map<string, string>;
  readonly commits: Map<string, Commit>;
  /** By name in lower case: GitHub's label names ignore case. */
  readonly labels: Map<string, Label>;
  /** Issues and pull requests share their numbers. */
  readonly issues: Map<number, Issue>;
  nextNumber: number;
  readonly suites: Map<number, CheckSuite>;
  readonly runs: Map<number, CheckRun>;
  /** Oldest first, as the next two. */
  readonly statuses: CommitStatus[];
  readonly deployments: Deployment[];
  readonly dispatches: Dispatch[];
}

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  title: string;
  body: string | null;
  readonly author: User;
  readonly app: App | null;
  state: "open" | "closed";
  readonly createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  readonly labels: Label[];
  readonly comments: Comment[];
  /** What makes an issue a pull request. */
  readonly pull: PullDetails | null;
}

interface PullDetails {
  /** A pull request has an id of its own beside that of its issue. */
  readonly id: number;
  draft: boolean;
  readonly headRepository: Repository;
  readonly headRef: string;
  headSha: string;
  baseRef: string;
  baseSha: string;
  merged: { readonly at: Date; readonly by: User; readonly sha: string } | null;
  readonly reviews: Review[];
  requestedReviewers: User[];
  requestedTeams: Team[];
}

export interface Comment {
  readonly id: number;
  readonly issue: Issue;
  readonly user: User;
  readonly app: App | null;
  body: string;
  readonly createdAt: Date;
  updatedAt: Date;
  readonly reactions: Reaction[];
}

export type Pull = Issue & { readonly pull: PullDetails };

export function isPull(issue: Issue): issue is Pull {
  return issue.pull !== null;
}
