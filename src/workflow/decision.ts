import type { ActorRef } from "./actor.ts";
import type { IntentKind } from "./intent.ts";
import type { Role } from "./roles.ts";
import type { Phase, State } from "./states.ts";
import type { Workflow } from "./workflow.ts";

/** What `decide` says: the next workflow and what led to it, or why not. */
export type Decision =
  | { readonly outcome: "moved"; readonly workflow: Workflow; readonly moves: readonly Move[] }
  | { readonly outcome: "refused"; readonly refusal: Refusal };

/** One change: always an event, and a handoff when the state changed. */
export interface Move {
  readonly event: WorkflowEvent;
  readonly handoff: Handoff | null;
}

export const eventTypes = [
  "started",
  "stepped",
  "retried",
  "failed",
  "recovered",
  "rolled_back",
  "reset_by_push",
  "head_changed",
  "held",
  "unheld",
  "cancelled",
  "closed",
  "reopened",
  "merged",
  "reloaded",
  "claimed",
  "claim_lapsed",
] as const;

export type EventType = (typeof eventTypes)[number];

/** The audit record of one change. `data` is JSON and names what a reader of the history needs. */
export interface WorkflowEvent {
  readonly type: EventType;
  readonly by: ActorRef;
  readonly data: Readonly<Record<string, unknown>>;
}

export const handoffKinds = ["step", "retry", "fail", "recover", "reset"] as const;

export type HandoffKind = (typeof handoffKinds)[number];

/** What was passed on with a transition or a reset. */
export interface Handoff {
  readonly kind: HandoffKind;
  readonly fromState: State;
  readonly toState: State;
  readonly fromRole: Role | null;
  readonly toRole: Role | null;
  readonly data: HandoffData;
  readonly notes: string | null;
  readonly headSha: string;
}

/** JSON for the next role; keys in the words of the wire. */
export interface HandoffData {
  readonly workflow_id: string;
  readonly current_phase: State;
  /** ISO 8601, UTC. */
  readonly handoff_timestamp: string;
  readonly previous_phase_output: Readonly<Record<string, unknown>> | null;
  readonly instructions: string;
  readonly [key: string]: unknown;
}

export const refusalReasons = [
  "no_workflow",
  "already_open",
  "pull_not_open",
  "finished",
  "not_permitted",
  "not_your_role",
  "same_person",
  "stale",
  "wrong_state",
  "wrong_head",
  "held",
  "already_held",
  "not_held",
  "checks_missing",
  "approvals_missing",
  "draft",
  "negative_result",
  "result_in_handoff",
  "invalid_result",
  "retry_not_here",
  "phase_only_in_error",
  "phase_too_late",
  "not_earlier",
  "merged",
  "not_reachable",
  "rules_broken",
  "start_by_label",
  "claimed",
  "claim_lost",
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/** Why nothing moved, what is missing, and what would work instead. Prose is made of it in `report/`. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly intent: IntentKind;
  /** Null when there is no workflow. */
  readonly state: State | null;
  readonly missing: readonly Missing[];
  readonly allowed: readonly Allowed[];
}

export type Missing =
  | { readonly kind: "permission"; readonly least: "write" | "maintain" }
  | { readonly kind: "role"; readonly oneOf: readonly Role[] }
  | {
      readonly kind: "check";
      readonly name: string;
      /** Slug of the App that reports it, or must; `status` for a commit status, null where anybody may. */
      readonly app: string | null;
      readonly status: CheckStanding;
      readonly url: string | null;
    }
  /** GitHub Actions runs nothing until somebody with write access approves it. */
  | { readonly kind: "approval_to_run"; readonly url: string | null }
  | { readonly kind: "any_check" }
  | { readonly kind: "settled"; readonly at: Date }
  | {
      readonly kind: "approvals";
      readonly have: number;
      readonly need: number;
      /** Logins of those whose request for changes stands against them. */
      readonly changesRequestedBy?: readonly string[];
    }
  | { readonly kind: "ready_for_review" }
  | { readonly kind: "result"; readonly path: string; readonly problem: string }
  | { readonly kind: "positive_result"; readonly key: string }
  /** The state that the workflow is in, which the request should have named. */
  | { readonly kind: "state"; readonly expected: State }
  | { readonly kind: "phase"; readonly latest: Phase }
  | { readonly kind: "head"; readonly current: string }
  | { readonly kind: "unhold"; readonly by: ActorRef; readonly reason: string | null }
  /** Whoever has the phase, under which number, and until when unless they are heard of; null: without end. */
  | { readonly kind: "claim"; readonly by: ActorRef; readonly fence: number; readonly until: Date | null };

/** How a check stands towards passing: blocked is cancelled, stale or waiting for a person's approval. */
export type CheckStanding = "passed" | "failed" | "running" | "blocked" | "absent";

/** Something that the machine would take now, from somebody with the role or permission for it. */
export interface Allowed {
  readonly intent: IntentKind;
  /** The state it leads to; null where it leads to none or to several. */
  readonly target: State | null;
  /** Who may: one of these roles, or this permission. */
  readonly roles: readonly Role[];
  readonly permission: "write" | "maintain" | null;
}
