import type { ParsedCommand } from "../commands/command.ts";
import type { Move, Refusal } from "../workflow/decision.ts";
import type { Explanation } from "../workflow/explanation.ts";
import type { State } from "../workflow/states.ts";

/** One event of a script, and all that came of it. */
export interface Step {
  /** Where the event stands in its file. */
  readonly line: number;
  /** What happened, in a few words. */
  readonly what: string;
  readonly outcomes: readonly Outcome[];
  /** Where the workflow is afterwards; null where there is none. */
  readonly state: State | null;
}

export type Outcome =
  /** One change of the workflow. */
  | { readonly kind: "moved"; readonly move: Move }
  /** `what` was asked for: a command, a label or a button. */
  | { readonly kind: "refused"; readonly what: string; readonly refusal: Refusal }
  | { readonly kind: "misread"; readonly command: Extract<ParsedCommand, { name: "misread" }> }
  /** A question, which changes nothing. `text` is the reply, where a simulation has one. */
  | { readonly kind: "answered"; readonly command: string; readonly text: string | null }
  /** Baton has no use for it. */
  | { readonly kind: "ignored"; readonly because: string }
  /** A label that asks for nothing. */
  | { readonly kind: "idle"; readonly what: string }
  /** Something that a simulation does not play. */
  | { readonly kind: "not_played"; readonly what: string }
  /** Nothing moved: why. */
  | { readonly kind: "stands"; readonly explanation: Explanation };
