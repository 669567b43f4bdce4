import type { User } from "./accounts.ts";

export type ReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";

export interface ReviewComment {
  readonly id: number;
  readonly user: User;
  readonly path: string;
  readonly line: number;
  readonly body: string;
  readonly createdAt: Date;
}

export interface Review {
  readonly id: number;
  readonly user: User;
  body: string;
  state: ReviewState;
  readonly commitSha: string;
  readonly submittedAt: Date;
  readonly comments: ReviewComment[];
}
