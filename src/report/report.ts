import type { WorkflowEvent, Handoff } from "../workflow/decision.ts";
import type { LostNames } from "../rules/lost-names.ts";
import type { RulesTrouble } from "../rules/trouble.ts";
import type { Evidence } from "../workflow/evidence.ts";
import type { ShownCall } from "./call-text.ts";
import type { Workflow } from "../workflow/workflow.ts";

/** What people see on the pull request. Rendered from stored rows alone; publishing compares it with GitHub. */
export interface Report {
  /** Markdown of the status comment, its hidden marker included; under 60,000 characters. */
  readonly comment: string;
  /** The one label `baton: <state>` that must be there; null where none may be (cancelled). */
  readonly label: string | null;
  readonly check: CheckReport;
}

/** The check run "Baton", in GitHub's words (`POST /repos/{owner}/{repo}/check-runs`). */
export interface CheckReport {
  readonly headSha: string;
  /** `<workflow id>:<version>`. */
  readonly externalId: string;
  readonly status: "in_progress" | "completed";
  readonly conclusion: "success" | "action_required" | "cancelled" | null;
  readonly title: string;
  readonly summary: string;
  readonly actions: readonly CheckAction[];
}

/** A button: label at most 20 characters, description 40, identifier 20. */
export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

/** The stored rows that a report is made of. */
export interface ReportInput {
  readonly workflow: Workflow;
  readonly fullName: string;
  /** `https://github.com`, without a slash at the end. */
  readonly serverUrl: string;
  /** What was last read from GitHub. */
  readonly evidence: Evidence;
  /** Newest first; the first is shown, and `handoffCount` says how many there are. */
  readonly handoffs: readonly RecordedHandoff[];
  readonly handoffCount: number;
  /** Newest first, at most ten. */
  readonly events: readonly RecordedEvent[];
  /** Who was called for the present turn; null where nobody was. */
  readonly call: ShownCall | null;
  readonly problems: readonly Problem[];
}

/** The part of them that tells what is expected now. */
export type StepInput = Omit<ReportInput, "fullName" | "handoffCount" | "problems">;

export type RecordedHandoff = Handoff & {
  readonly seq: number;
  readonly by: WorkflowEvent["by"];
  readonly at: Date;
};

export type RecordedEvent = WorkflowEvent & { readonly seq: number; readonly cause: string; readonly at: Date };

/** Something that people must know and mend, shown on top. */
export type Problem =
  /** `what` says which request, and why. */
  | { readonly kind: "request_set_aside"; readonly what: string }
  /** `what` is GitHub's own message. */
  /** GitHub refuses to be read, so facts cannot move the relay. */
  | { readonly kind: "cannot_read"; readonly what: string }
  | { readonly kind: "cannot_tell"; readonly what: string }
  /** A role could not be called, or not everybody who plays it. */
  | { readonly kind: "cannot_call"; readonly call: ShownCall }
  /** The rules file does not count as it is; `hasLast` tells whether older rules hold instead, or the defaults. */
  | { readonly kind: "rules_trouble"; readonly trouble: RulesTrouble; readonly hasLast: boolean }
  | { readonly kind: "lost_names"; readonly lost: LostNames }
  /** A label or a button (`what`) that was refused; `reason` is a refusal's, as it was stored. */
  | { readonly kind: "undone"; readonly what: string; readonly by: string; readonly reason: string };
