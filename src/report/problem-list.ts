import { buttonFor, parseButton } from "./buttons.ts";
import { callProblemText } from "./call-text.ts";
import { inertText } from "./inert.ts";
import { reasonText } from "./reasons.ts";
import type { Problem } from "./report.ts";
import { lostNamesText, rulesTroubleText } from "./rules-problem.ts";

const problemsMax = 8;

/** What people must know and mend, as an alert; empty where there is nothing. */
export function problemList(problems: readonly Problem[], max: number): string {
  if (problems.length === 0) return "";
  const items = problems.slice(0, problemsMax).map((problem) => `> - ${problemText(problem, Math.min(300, max))}`);
  const rest = problems.length - items.length;
  return ["> [!WARNING]", ...items, ...(rest > 0 ? [`> - and ${String(rest)} more`] : [])].join("\n");
}

function problemText(problem: Problem, max: number): string {
  switch (problem.kind) {
    case "request_set_aside":
      return `A request could not be carried out: ${inertText(problem.what, max)}. Say it again in a new comment.`;
    case "cannot_read":
      return [
        `GitHub does not let Baton read what it needs here: ${quoted(problem.what, max)}.`,
        "Until somebody with access to the App's settings looks at its permissions, checks and pushes do not move the relay; commands do.",
      ].join(" ");
    case "cannot_tell":
      return [
        `GitHub does not let Baton show everything here: ${quoted(problem.what, max)}.`,
        "Somebody with access to the App's settings has to look at its permissions; Baton tries again every hour.",
      ].join(" ");
    case "cannot_call":
      return callProblemText(problem.call, max);
    case "rules_trouble":
      return rulesTroubleText(problem, max);
    case "lost_names":
      return lostNamesText(problem.lost, max);
    case "undone": {
      const button = parseButton(problem.what);
      const what =
        button === null
          ? `the label “${inertText(problem.what, 60)}”`
          : `the button “${buttonFor(button.intent, button.stateSeq).label}”`;
      return `What ${inertText(problem.by, 60)} asked for with ${what} was not done. ${reasonText(problem.reason)}`;
    }
  }
}

/** GitHub's own words within a sentence of ours, which brings its full stop. */
function quoted(message: string, max: number): string {
  return inertText(message.replace(/\.$/, ""), max);
}
