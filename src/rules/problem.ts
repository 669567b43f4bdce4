/** A place in the file. */
export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** What is wrong with a rules file, and where. */
export interface RulesProblem extends Place {
  /** The key, as in `roles.q_assistant.users[0]`; empty for the file as a whole and where it is no YAML. */
  readonly path: string;
  /** A sentence that stands alone. */
  readonly message: string;
  /** What was probably meant: a key with its place, or a value as it is written in the file. */
  readonly suggestion: string | null;
}

/** A problem whose place is still an offset into the text, in UTF-16 units. */
export interface Fault extends Pick<RulesProblem, "message"> {
  readonly offset: number;
  readonly path?: string;
  readonly suggestion?: string | null;
}
