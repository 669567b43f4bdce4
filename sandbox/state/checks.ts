import type { App } from "./accounts.ts";

export type CheckStatus = "queued" | "in_progress" | "completed";

export type Conclusion =
  | "action_required"
  | "cancelled"
  | "failure"
  | "neutral"
  | "skipped"
  | "stale"
  | "startup_failure"
  | "success"
  | "timed_out";

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number | undefined;
  readonly end_column?: number | undefined;
  readonly annotation_level: "notice" | "warning" | "failure";
  readonly message: string;
  readonly title?: string | undefined;
  readonly raw_details?: string | undefined;
}

export interface CheckOutput {
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
}

export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

/** That GitHub Actions runs a workflow file because of an event. */
export interface ActionsRun {
  readonly id: number;
  readonly number: number;
  readonly workflowId: number;
  readonly path: string;
  readonly event: string;
}

/** All runs that one App made for one commit. GitHub Actions has a suite for each time that it runs a workflow file. */
export interface CheckSuite {
  readonly id: number;
  readonly actionsRun: ActionsRun | null;
  readonly app: App;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly before: string | null;
  readonly createdAt: Date;
  updatedAt: Date;
  status: CheckStatus;
  conclusion: Conclusion | null;
}

export interface CheckRun {
  readonly id: number;
  readonly suite: CheckSuite;
  readonly app: App;
  readonly headSha: string;
  name: string;
  status: CheckStatus;
  conclusion: Conclusion | null;
  detailsUrl: string;
  externalId: string;
  readonly createdAt: Date;
  startedAt: Date;
  completedAt: Date | null;
  output: CheckOutput;
  readonly annotations: Annotation[];
  actions: readonly CheckAction[];
}
