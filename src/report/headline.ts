import { progress } from "../workflow/progress.ts";
import { recoverLimit } from "../workflow/recovery.ts";
import { isHandoffState, isPhase, phases, stateFacts } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { phaseStandings, type PhaseStanding } from "./phase-standing.ts";
import { stateNames } from "./state-names.ts";
import { showTime } from "./time.ts";
import { showRole } from "./who.ts";

/** Where the relay is, who has the baton and how far it got: what somebody needs who reads nothing else. */
export function headline(workflow: Workflow): string {
  return [`## ${headlineTitle(workflow)}`, holderSentence(workflow), progressBar(workflow)].join("\n\n");
}

/** The state in a few words, with the attempt where it is not the first. */
export function headlineTitle(workflow: Workflow): string {
  const { status, currentState, hold } = workflow;
  const name = stateNames[currentState];
  if (status === "cancelled") return `⚫ Cancelled in ${name}`;
  if (currentState === "complete") return "🏁 Complete";
  if (currentState === "error") return `🔴 Error in ${stateNames[recoverLimit(workflow)]}`;
  const attempts = isPhase(currentState) ? (workflow.phaseRecords[currentState]?.attempts ?? 1) : 1;
  const attempt = attempts > 1 ? `, attempt ${String(attempts)}` : "";
  if (hold !== null) return `⏸️ On hold in ${name}${attempt}`;
  return `${isHandoffState(currentState) ? "🤝" : "🏃"} ${name}${attempt}`;
}

function holderSentence({ status, currentState, stateEnteredAt }: Workflow): string {
  const since = `since ${showTime(stateEnteredAt)}`;
  if (status === "cancelled") return "The relay has ended; nobody has the baton.";
  if (currentState === "error") return `Nobody has the baton ${since}. The relay can be taken up again.`;
  if (currentState === "complete") return `All six phases were done by ${showTime(stateEnteredAt)}.`;
  const { holder, nextRole, description } = stateFacts[currentState];
  if (isHandoffState(currentState)) {
    return `The baton is in the air ${since}: **${showRole(holder)}** has let go of it, **${showRole(nextRole)}** takes it next.`;
  }
  return `**${showRole(holder)}** has the baton ${since}. ${description}.`;
}

/** Squares for the eye, and the same in words for whoever has it read out. */
function progressBar(workflow: Workflow): string {
  const standings = phaseStandings(workflow);
  const { completed, percent } = progress(workflow);
  const bar = phases.map((phase) => squares[standings[phase]]).join("");
  return `${bar} **${String(percent)} %**, ${String(completed.length)} of ${String(phases.length)} phases done`;
}

const squares: Readonly<Record<PhaseStanding, string>> = {
  done: "🟩",
  current: "🟦",
  handed_over: "🟪",
  held: "🟨",
  failed: "🟥",
  stopped: "⬛",
  to_come: "⬜",
};
