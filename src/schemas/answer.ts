import type { JsonProblem } from "../workflow/json-problem.ts";

/** A JSON Schema, with the value that it is to be held against; without one only the schema itself is judged. */
export interface Question {
  /** JSON: an object, or true or false. */
  readonly schema: unknown;
  readonly value?: unknown;
}

export type Answer =
  | { readonly kind: "valid" }
  /** Where the value is wrong, as JSON pointers, and what was expected. */
  | { readonly kind: "invalid"; readonly problems: readonly JsonProblem[] }
  /** The schema itself is wrong, whatever the value. */
  | { readonly kind: "unusable"; readonly problem: string }
  /** It took more time or memory than one repository may have. */
  | { readonly kind: "too_much" };
