import type { Actor } from "./actor.ts";
import type { Phase, State } from "./states.ts";

/** A phase result as it was given: checked by `parsePhaseResult` inside `decide`. */
export type GivenResult = Readonly<Record<string, unknown>>;

/** What on GitHub sent the work back or made it fail, told to the role that gets it. All texts are untrusted. */
export interface Finding {
  /** The id kept in `failedRuns`. */
  readonly id: string;
  readonly kind: "check" | "review" | "deployment";
  readonly name: string;
  readonly outcome: string;
  readonly url: string | null;
  readonly summary: string | null;
}

interface Said {
  readonly by: Actor;
  /** When it was said, on GitHub's clock: the comment's `created_at`, or the time of the read that brought a fact up. */
  readonly at: Date;
}

/** What a request or a fact asks of a workflow. */
export type Intent = Said &
  (
    | StartIntent
    | AdvanceIntent
    | AcceptIntent
    | { readonly kind: "claim" }
    | { readonly kind: "lapse" }
    | RetryIntent
    | { readonly kind: "rollback"; readonly target: State; readonly reason: string | null }
    | (Fenced & { readonly kind: "fail"; readonly reason: string | null; readonly findings?: readonly Finding[] })
    | { readonly kind: "hold"; readonly reason: string | null }
    | { readonly kind: "unhold" }
    | { readonly kind: "cancel"; readonly reason: string | null }
    | { readonly kind: "reload" }
    | { readonly kind: "push"; readonly headSha: string; readonly baseRef: string }
    | { readonly kind: "close" }
    | { readonly kind: "reopen" }
    | { readonly kind: "merge"; readonly mergeSha: string | null }
  );

/** Of each member of a union the rest without some keys. */
export type Without<T, Keys extends PropertyKey> = T extends unknown ? Omit<T, Keys> : never;

/** An intent without who says it: who somebody is depends on the rules that it is judged by. */
export type Wish = Without<Intent, "by">;

export type IntentKind = Intent["kind"];

export type IntentOf<Kind extends IntentKind> = Extract<Intent, { kind: Kind }>;

interface StartIntent {
  readonly kind: "start";
  /** What asks for it. Left out: a caller of the API. */
  readonly way?: "command" | "label" | "opened";
  /** UUIDv7 of the workflow to be, made by the caller because the core has no randomness. */
  readonly workflowId: string;
  readonly repositoryId: number;
  readonly pullNumber: number;
  readonly buildId: string | null;
  /** Who starts it, in the caller's words; the actor unless given. */
  readonly userId?: string;
  /** Null: the pull request's title and body. */
  readonly requirements: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

interface Fenced {
  /** The number of the claim under which the work was done; null: whichever there is. */
  readonly fence?: number | null;
}

interface AdvanceIntent extends Fenced {
  readonly kind: "advance";
  /** The state the caller believes it completes; null means whichever is current. */
  readonly from: State | null;
  readonly result: GivenResult | null;
  readonly notes: string | null;
  readonly force: boolean;
  /** The commit that the caller judged; null means the head. */
  readonly headSha: string | null;
}

interface AcceptIntent {
  readonly kind: "accept";
  /** Nobody is at work in a handoff, so one that is given is refused. */
  readonly result?: GivenResult | null;
  readonly notes: string | null;
}

interface RetryIntent extends Fenced {
  readonly kind: "retry";
  readonly reason: string | null;
  /** Only in `error`: the phase to recover to. */
  readonly phase: Phase | null;
  readonly findings: readonly Finding[];
}
