import type { PullRef } from "../store/pull-ref.ts";
import type { OutboxDraft } from "../store/save-decision.ts";
import type { Refusal } from "../workflow/decision.ts";
import type { Intent } from "../workflow/intent.ts";
import type { State } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";

/** A request to change a workflow, from whichever door it came. */
export interface Ask {
  readonly ref: PullRef;
  /** Unique everywhere: `delivery:<guid>#<n>` or `api:<token>:<key>`. */
  readonly cause: string;
  /** The kept delivery it is part of, which is marked by the statement that saves. */
  readonly delivery: { readonly guid: string; readonly index: number; readonly last: boolean } | null;
  /** What is asked of the workflow as it is; a refusal where it asks for nothing that there is. */
  readonly intent: (workflow: Workflow | null) => Intent | Refusal;
  /** What is to be said on GitHub about the outcome; recorded with it. */
  readonly drafts: (outcome: Outcome) => readonly OutboxDraft[];
}

export type Outcome =
  | { readonly result: "moved"; readonly from: State | null; readonly workflow: Workflow }
  | { readonly result: "refused"; readonly refusal: Refusal; readonly workflow: Workflow | null }
  /** The same cause was judged before. */
  | { readonly result: "settled"; readonly workflow: Workflow | null };
