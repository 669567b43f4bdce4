import type { RuleSnapshot } from "../rules/snapshot.ts";
import type { PullRef } from "../store/pull-ref.ts";
import type { OutboxDraft } from "../store/save-decision.ts";
import type { Actor } from "../workflow/actor.ts";
import type { Refusal } from "../workflow/decision.ts";
import type { Wish } from "../workflow/intent.ts";
import type { State } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";

/** A request to change a workflow, from whichever door it came. */
export interface Ask {
  readonly ref: PullRef;
  /** Unique everywhere: `delivery:<guid>#<n>` or `api:<token>:<key>`. */
  readonly cause: string;
  /** The kept delivery it is part of, which is marked by the statement that saves. */
  readonly delivery: { readonly guid: string; readonly index: number; readonly last: boolean } | null;
  /** Who asks, under the rules that what is asked is judged by: a start by those that hold now, else the workflow's own. */
  readonly by: (rules: RuleSnapshot | null) => Promise<Actor>;
  /** What is asked of the workflow as it is; a refusal where it asks for nothing that there is. */
  readonly intent: (workflow: Workflow | null) => Wish | Refusal;
  /** What is to be said on GitHub about the outcome; recorded with it. */
  readonly drafts: (outcome: Outcome, by: Actor) => readonly OutboxDraft[];
}

export type Outcome =
  | { readonly result: "moved"; readonly from: State | null; readonly workflow: Workflow }
  | { readonly result: "refused"; readonly refusal: Refusal; readonly workflow: Workflow | null }
  /** The same cause was judged before. */
  | { readonly result: "settled"; readonly workflow: Workflow | null };
