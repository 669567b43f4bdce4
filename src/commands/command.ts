import type { Phase, State } from "../workflow/states.ts";

/** One command of a comment, as its author wrote it. JSON. */
export type Command =
  | { readonly name: "start"; readonly requirements: string | null }
  | {
      readonly name: "advance";
      readonly force: boolean;
      readonly notes: string | null;
      readonly result: Readonly<Record<string, unknown>> | null;
    }
  | {
      readonly name: "accept";
      readonly notes: string | null;
      readonly result: Readonly<Record<string, unknown>> | null;
    }
  | { readonly name: "retry"; readonly phase: Phase | null; readonly reason: string | null }
  | { readonly name: "rollback"; readonly target: State; readonly reason: string | null }
  | { readonly name: "fail"; readonly reason: string | null }
  | { readonly name: "hold"; readonly reason: string | null }
  | { readonly name: "unhold" }
  | { readonly name: "reload" }
  | { readonly name: "status" }
  | { readonly name: "history" }
  | { readonly name: "explain" }
  | { readonly name: "cancel"; readonly reason: string | null }
  | { readonly name: "help" };

/** A line that was meant for Baton but cannot be carried out as written: the reply says why and what would work. */
export interface Misread {
  readonly name: "misread";
  /** The word after the slash, as written. */
  readonly word: string;
  readonly problem:
    | { readonly kind: "unknown"; readonly suggestion: string }
    | { readonly kind: "missing_argument"; readonly argument: string }
    | { readonly kind: "not_a_state"; readonly given: string; readonly suggestion: string | null }
    | { readonly kind: "unexpected_text"; readonly given: string }
    | { readonly kind: "unknown_option"; readonly given: string }
    | { readonly kind: "bad_json"; readonly message: string }
    /** One comment holds more commands than are carried out. */
    | { readonly kind: "too_many"; readonly max: number };
}

export type ParsedCommand = Command | Misread;
