import type { Annotation, CheckAction, CheckStatus, Conclusion } from "../state/checks.ts";

/** What another App reports about a commit. */
export interface CheckInput {
  /** The slug of the App; github-actions unless told. */
  readonly app?: string;
  readonly sha: string;
  readonly name: string;
  /** The workflow file of GitHub Actions that reports it, and what it runs because of; ci.yml and pull_request unless told. */
  readonly file?: string;
  readonly event?: string;
  /** A conclusion completes the run; without either it is in progress. */
  readonly status?: CheckStatus;
  readonly conclusion?: Conclusion;
  readonly title?: string;
  readonly summary?: string;
  readonly text?: string;
  readonly url?: string;
  readonly annotations?: readonly Annotation[];
  readonly actions?: readonly CheckAction[];
}
