import type { RulesProblem } from "./problem.ts";
import type { RuleSnapshot } from "./snapshot.ts";

/** What came of reading a repository's rules. */
export type RulesRead =
  /** There is no file: the defaults hold. */
  | { readonly kind: "none" }
  | { readonly kind: "good"; readonly snapshot: RuleSnapshot }
  /** `blobSha` is null where something else stands in the file's place. */
  | { readonly kind: "broken"; readonly problems: readonly RulesProblem[]; readonly blobSha: string | null }
  /** GitHub does not let them be read; `what` is its message. */
  | { readonly kind: "refused"; readonly what: string };
