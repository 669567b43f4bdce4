import type { RulesProblem } from "../rules/problem.ts";
import type { CheckOutcome } from "./check-outcome.ts";
import { inertText } from "./inert.ts";
import { visible } from "../workflow/visible.ts";

const rulesPath = ".github/baton.yml";

export interface RulesCheckTarget {
  readonly number: number;
  readonly headSha: string;
}

/** The check run "Baton rules" on a pull request that changes the rules, or files that belong to them: what merging it would mean. */
export function renderRulesCheck(
  { number, headSha }: RulesCheckTarget,
  problems: readonly RulesProblem[],
): CheckOutcome {
  const said = { name: "Baton rules", headSha, externalId: `rules:${String(number)}:${headSha}` };
  if (problems.length === 0) {
    const summary = [
      `\`${rulesPath}\` can be read, and so can the files that belong to it. Nothing of it holds yet: once it is on the`,
      "default branch it holds for relays that begin after that, and for others from `/reload` on.",
    ].join(" ");
    return { ...said, conclusion: "success", title: "The rules are good", summary, annotations: [] };
  }
  const count = problems.length === 1 ? "1 problem" : `${String(problems.length)} problems`;
  return {
    ...said,
    conclusion: "failure",
    title: `The rules have ${count}`,
    summary: [
      `With \`${rulesPath}\` and its files as they are here the last good rules would go on to hold. What is wrong with them:`,
      "",
      ...problems.map(lineOf),
    ].join("\n"),
    annotations: problems.map(annotationOf),
  };
}

/** Problems come in tens, each a sentence: the whole stays far below what GitHub takes. */
const messageMax = 300;

function lineOf({ line, column, message, suggestion }: RulesProblem): string {
  const meant = suggestion === null ? "" : ` Did you mean “${inertText(suggestion, 60)}”?`;
  return `- Line ${String(line)}, column ${String(column)}: ${inertText(message, messageMax)}${meant}`;
}

/** GitHub shows annotations as plain text, in which a mention is none once something stands behind its `@`. */
function annotationOf({ line, path, message, suggestion }: RulesProblem): CheckOutcome["annotations"][number] {
  const meant = suggestion === null ? "" : ` Did you mean “${suggestion}”?`;
  return {
    path: rulesPath,
    line,
    title: plain(path === "" ? "Baton rules" : path, 100),
    message: plain(message + meant, messageMax + 100),
  };
}

function plain(text: string, max: number): string {
  return visible(text.slice(0, max)).replaceAll("@", "@\u200B");
}
