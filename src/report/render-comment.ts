import { commandTable } from "./command-table.ts";
import { diagram } from "./diagram.ts";
import { eventList } from "./event-list.ts";
import { fit } from "./fit.ts";
import { headline } from "./headline.ts";
import { lastHandoff } from "./last-handoff.ts";
import { nextStep } from "./next-step.ts";
import { phaseTable } from "./phase-table.ts";
import { problemList } from "./problem-list.ts";
import type { ReportInput } from "./report.ts";
import { showTime } from "./time.ts";
import { showCommit } from "./who.ts";

/** Finds the status comment among all comments of a pull request. */
const statusMarker = "<!-- baton:status -->";

/** GitHub takes 65,536 characters; counted another way, an emoji can be more than one of them. */
const commentLengthMax = 60_000;

/** The status comment, edited in place as the relay goes on. It mentions nobody. */
export function renderComment(input: ReportInput): string {
  const { workflow, problems, handoffs, handoffCount, events } = input;
  return fit(
    [
      () => statusMarker,
      (max) => problemList(problems, max),
      () => headline(workflow),
      () => "### What happens next",
      (max) => nextStep(input, max),
      () => commandTable(workflow),
      () => `### The way so far\n\n${phaseTable(workflow)}`,
      (max) => lastHandoff(handoffs[0], handoffCount, max),
      (max) => eventList(events, max),
      () => folded("The whole way as a diagram", diagram(workflow)),
      () => footer(input),
    ],
    commentLengthMax,
  );
}

function folded(summary: string, content: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

function footer({ workflow }: ReportInput): string {
  const { id, version, updatedAt, headSha } = workflow;
  return [
    "_Baton hands this build on from role to role until it is live; a role is played by whoever the repository named for",
    `it, or else by anyone with write access. As of ${showTime(updatedAt)}, commit ${showCommit(headSha)},`,
    `workflow \`${id}\`, version ${String(version)}._`,
  ].join(" ");
}
