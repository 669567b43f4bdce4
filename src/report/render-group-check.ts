import type { GateStanding } from "../workflow/gate.ts";
import { stateFacts } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";
import type { CheckOutcome } from "./check-outcome.ts";
import { headlineTitle } from "./headline.ts";
import { showRole } from "./who.ts";

/** A pull request in a merge queue's group that has a relay, and how it stands. */
export interface GroupMember {
  readonly number: number;
  readonly workflow: Workflow;
  readonly standing: GateStanding;
}

/** The check run "Baton" on a merge queue's group: what holds for its pull requests holds for the group. */
export function renderGroupCheck(headSha: string, members: readonly GroupMember[]): CheckOutcome {
  const waiting = members.filter(({ standing }) => standing !== "passed");
  const said = {
    name: "Baton",
    headSha,
    externalId: `merge_group:${headSha}`,
    summary: summaryOf(members),
    annotations: [],
  };
  if (waiting.length > 0) return { ...said, conclusion: "failure", title: `Not through: ${namesOf(waiting)}` };
  const title = members.length === 0 ? "No relay runs here" : `Through: ${namesOf(members)}`;
  return { ...said, conclusion: "success", title };
}

const namesMax = 10;

function namesOf(members: readonly GroupMember[]): string {
  const more = members.length > namesMax ? ` and ${String(members.length - namesMax)} more` : "";
  return (
    members
      .slice(0, namesMax)
      .map(({ number }) => `#${String(number)}`)
      .join(", ") + more
  );
}

const linesMax = 100;

function summaryOf(members: readonly GroupMember[]): string {
  if (members.length === 0)
    return "No pull request of this group has a relay, so Baton has nothing against merging it.";
  const lines = members.slice(0, linesMax).map(lineOf);
  const rest = members.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- and ${String(rest)} more`] : [])].join("\n");
}

function lineOf({ number, workflow, standing }: GroupMember): string {
  return `- #${String(number)} (${headlineTitle(workflow)}): ${standingText(workflow, standing)}`;
}

function standingText({ currentState }: Workflow, standing: GateStanding): string {
  switch (standing) {
    case "passed":
      return "it is through.";
    case "held":
      return "it is on hold; comment `/unhold` there, then queue it again.";
    case "error":
      return "its relay failed; comment `/retry` there to take it up again.";
    case "cancelled":
      return "its relay was cancelled; comment `/start` there to begin a new one.";
    case "newer_commits":
      return "it has commits that its relay has not seen yet; queue it again once its own check is green.";
    case "waiting": {
      const { nextRole } = stateFacts[currentState];
      return `it waits for **${showRole(nextRole)}**; queue it again once its own check is green.`;
    }
  }
}
