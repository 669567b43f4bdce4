import type { OpeningTrouble } from "../../report/opening.ts";
import { openingTroubleText } from "../../report/opening-trouble-text.ts";
import { Problem } from "./problem.ts";
import type { ProblemType } from "./problem-types.ts";

/** What the caller is told where there can be no pull request: why, and what is missing for one. */
export function openingProblem(trouble: OpeningTrouble): Problem {
  const more = { reason: trouble.reason, missing: missingFor(trouble) };
  return new Problem(typeOf(trouble), { detail: openingTroubleText(trouble).replaceAll("`", ""), more });
}

function typeOf({ reason }: OpeningTrouble): ProblemType {
  return reason === "no_issue" || reason === "no_branch" || reason === "no_base" ? "not-found" : "cannot-open";
}

function missingFor(trouble: OpeningTrouble): readonly Readonly<Record<string, unknown>>[] {
  switch (trouble.reason) {
    case "no_issue":
      return [{ kind: "issue", number: trouble.issue }];
    case "no_branch":
      return [{ kind: "branch", name: trouble.branch }];
    case "no_base":
      return [{ kind: "branch", name: trouble.base }];
    case "no_branch_of_issue":
      return [{ kind: "branch", begins_with: `${String(trouble.issue)}-` }];
    case "several_branches_of_issue":
      return [{ kind: "branch", one_of: [...trouble.branches] }];
    case "nothing_to_merge":
      return [{ kind: "commits", branch: trouble.branch, base: trouble.base }];
    case "issue_is_pull":
    case "issue_closed":
    case "branch_is_base":
    case "archived":
      return [];
  }
}
