import type { ActorRef } from "./actor.ts";
import type { PhaseResult } from "./phase-results.ts";
import type { Policy } from "./policy.ts";
import type { Phase, State } from "./states.ts";

/** Open includes `error`: a failed workflow still waits for somebody to recover it. */
type WorkflowStatus = "open" | "complete" | "cancelled";

/** A stop that somebody asked for. While it is there nothing moves but unhold, rollback, fail and cancel. */
export interface Hold {
  readonly by: ActorRef;
  readonly reason: string | null;
  readonly at: Date;
}

/** Who has taken the present phase on. */
export interface Claim {
  readonly by: ActorRef;
  readonly at: Date;
  /** Grows with each claim in a workflow: whoever shows an older number has been replaced. */
  readonly fence: number;
  /** When it ends unless whoever has it is heard of; null for people, whose claims do not end by themselves. */
  readonly expiresAt: Date | null;
}

/** What the report says of one phase: how often it was entered, for how long, and who completed it. */
export interface PhaseRecord {
  readonly attempts: number;
  /** Milliseconds spent in it by attempts that have ended, holds not counted. */
  readonly elapsedMs: number;
  /** When the present attempt began; null when none is under way. */
  readonly enteredAt: Date | null;
  /** Null again once a new attempt begins or the work goes back before it. */
  readonly completedAt: Date | null;
  readonly completedBy: ActorRef | null;
}

/** One pull request's passage through the states. A value: `decide` returns the next one. */
export interface Workflow {
  /** UUIDv7. */
  readonly id: string;
  readonly buildId: string;
  /** GitHub's numeric repository id as text. */
  readonly projectId: string;
  /** GitHub's numeric id, as text, of who started it; or what the API's caller said. */
  readonly userId: string;
  readonly repositoryId: number;
  readonly pullNumber: number;
  readonly status: WorkflowStatus;
  readonly currentState: State;
  /** In `error`: the state that failed, or an earlier one after a push; recovery goes no further than its phase. */
  readonly errorFrom: State | null;
  /** In `error`: why. */
  readonly errorReason: string | null;
  /** Counts saves; the compare-and-set guard. A new workflow has 1. */
  readonly version: number;
  /** Counts entries into a state; names a turn. A new workflow has 1. */
  readonly stateSeq: number;
  readonly stateEnteredAt: Date;
  /** Milliseconds of the current state that were spent held, the present hold not counted. */
  readonly stateHeldMs: number;
  /** Retries from testing and verification so far. */
  readonly retries: number;
  /** Ids (`check_run:<id>`, `status:<id>`, `review:<id>`, `deployment:<id>`) whose failure already had its effect. */
  readonly failedRuns: readonly string[];
  readonly hold: Hold | null;
  /** Null where nobody has taken the phase on, and in all other states. */
  readonly claim: Claim | null;
  /** How often a claim on the present phase ran out. */
  readonly lapses: number;
  readonly headSha: string;
  readonly baseRef: string;
  /** A command said strictly before this second is stale: the work went back, or the head changed, after it. */
  readonly staleBefore: Date;
  readonly mergedAt: Date | null;
  /**
   * Why it was cancelled: `closed` may be resumed by reopening the pull request; `command` is final, and so is `no_access`,
   * where the App cannot reach the repository any more.
   */
  readonly cancelledBy: "closed" | "command" | "no_access" | null;
  readonly results: Readonly<Partial<Record<Phase, PhaseResult>>>;
  readonly phaseRecords: Readonly<Partial<Record<Phase, PhaseRecord>>>;
  /** What the starter gave: requirements, and the API's `metadata`. */
  readonly metadata: WorkflowMetadata;
  readonly policy: Policy;
  /** Names the rules that the policy is of; null: the defaults. */
  readonly rulesDigest: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly completedAt: Date | null;
}

export interface WorkflowMetadata {
  readonly requirements: string | null;
  readonly startedBy: ActorRef;
  /** The API's free-form `metadata`. */
  readonly given: Readonly<Record<string, unknown>>;
}
