import type { OpeningTrouble } from "./opening.ts";

/** Why no pull request can be opened, and what to do about it, as plain text. */
export function openingTroubleText(trouble: OpeningTrouble): string {
  switch (trouble.reason) {
    case "no_issue":
      return `There is no issue #${String(trouble.issue)} in this repository.`;
    case "issue_is_pull":
      return `#${String(trouble.issue)} is a pull request. Name it as \`pull_number\`.`;
    case "issue_closed":
      return `Issue #${String(trouble.issue)} is closed. Reopen it, or name a \`branch\` alone.`;
    case "no_branch_of_issue": {
      const prefix = `${String(trouble.issue)}-`;
      return `An issue needs a branch, and no branch begins with “${prefix}”. Create one, as “Create a branch” on the issue does, push a commit to it, or name another as \`branch\`.`;
    }
    case "several_branches_of_issue": {
      const names = trouble.branches.map((name) => `“${name}”`).join(", ");
      return `Several branches begin with “${String(trouble.issue)}-”: ${names}. Name one of them as \`branch\`.`;
    }
    case "no_branch":
      return `There is no branch “${trouble.branch}” in this repository. Push it first.`;
    case "branch_is_base":
      return `A pull request needs two branches, and “${trouble.branch}” would be both. Name another as \`branch\` or as \`base\`.`;
    case "no_base":
      return `There is no branch “${trouble.base}” in this repository to merge into.`;
    case "nothing_to_merge":
      return `“${trouble.branch}” has no commits that “${trouble.base}” has not. GitHub opens a pull request from the first commit on; push one, empty if need be.`;
    case "archived":
      return "The repository is archived, so that nothing can be opened in it.";
  }
}
