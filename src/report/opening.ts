/** An issue that a workflow is about. */
export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
}

/** What is to be built, for a pull request that has to be opened first. */
export interface OpeningWish {
  /** The branch to open it for; null: the one whose name begins with the issue's number. */
  readonly branch: string | null;
  readonly issueNumber: number | null;
  /** The branch that it is to be merged into; null: the default branch. */
  readonly base: string | null;
}

/** What came of it. */
export type Opening =
  | {
      readonly kind: "open";
      readonly number: number;
      readonly issue: Issue | null;
      /** The title, where Baton opened it, now or before; null where others did. */
      readonly ownTitle: string | null;
    }
  /** Another repository has taken its name. */
  | { readonly kind: "lost" }
  | { readonly kind: "trouble"; readonly trouble: OpeningTrouble };

/** Why there can be no pull request. */
export type OpeningTrouble =
  | { readonly reason: "no_issue" | "issue_is_pull" | "issue_closed" | "no_branch_of_issue"; readonly issue: number }
  | {
      readonly reason: "several_branches_of_issue";
      readonly issue: number;
      /** Some of them. */
      readonly branches: readonly string[];
    }
  | { readonly reason: "no_branch" | "branch_is_base"; readonly branch: string }
  | { readonly reason: "no_base"; readonly base: string }
  | { readonly reason: "nothing_to_merge"; readonly branch: string; readonly base: string }
  | { readonly reason: "archived" };
