import { phases, stateFacts, type Phase } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { phaseStandings, type PhaseStanding } from "./phase-standing.ts";
import { stateNames } from "./state-names.ts";
import { showDuration, showTime } from "./time.ts";
import { showActor, showRole } from "./who.ts";

/** One row for each phase: whose it is, how it stands, who completed it, how long and how often. */
export function phaseTable(workflow: Workflow): string {
  const standings = phaseStandings(workflow);
  return [
    "| Phase | Role | Standing | Completed by | Time | Attempts |",
    "|---|---|---|---|--:|--:|",
    ...phases.map((phase) => row(workflow, phase, standings[phase])),
  ].join("\n");
}

function row(workflow: Workflow, phase: Phase, standing: PhaseStanding): string {
  const record = workflow.phaseRecords[phase];
  const isDone = standing === "done";
  const cells = [
    stateNames[phase],
    showRole(stateFacts[phase].holder),
    standingText(workflow, phase, standing),
    isDone && record?.completedBy ? showActor(record.completedBy) : "–",
    // The clock of an attempt that has not ended would make every rendering another one.
    record !== undefined && record.elapsedMs > 0 ? showDuration(record.elapsedMs) : "–",
    record === undefined ? "–" : String(record.attempts),
  ];
  return `| ${cells.join(" | ")} |`;
}

function standingText(workflow: Workflow, phase: Phase, standing: PhaseStanding): string {
  const record = workflow.phaseRecords[phase];
  const since = showTime(workflow.stateEnteredAt);
  switch (standing) {
    case "done":
      return record?.completedAt ? `✅ done ${showTime(record.completedAt)}` : "✅ done";
    case "current":
      return `🏃 at work since ${since}`;
    case "handed_over":
      return `🤝 handed over ${since}`;
    case "held":
      return "⏸️ on hold";
    case "failed":
      return `❌ failed ${since}`;
    case "stopped":
      return "⛔ stopped";
    case "to_come":
      return record === undefined ? "to come" : "to be done again";
  }
}
