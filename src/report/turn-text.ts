import { isHandoffState, isPhase, stateFacts } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { phaseTasks } from "./phase-tasks.ts";
import { stateNames } from "./state-names.ts";
import { showRole } from "./who.ts";

export const whereToLook = "The status comment further up has the details.";

/** Tells the role that is awaited in a handoff state or a phase that it is its turn, and what to do; else empty. */
export function turnText(workflow: Workflow): string {
  const { currentState, phaseRecords, lapses } = workflow;
  const { holder, nextRole } = stateFacts[currentState];
  if (isHandoffState(currentState)) {
    return [
      `### 🤝 ${showRole(nextRole)}, the baton comes to you`,
      `The ${showRole(holder)} is done. Comment \`/accept\` to take over. ${whereToLook}`,
    ].join("\n\n");
  }
  if (!isPhase(currentState)) return "";
  if (lapses > 0) {
    return [
      `### 🏃 ${showRole(holder)}, the work is free again`,
      `Whoever had taken ${stateNames[currentState]} on was not heard of in time. ${phaseTasks[currentState]} ${whereToLook}`,
    ].join("\n\n");
  }
  const attempts = phaseRecords[currentState]?.attempts ?? 1;
  if (attempts === 1)
    return [`### 🏃 ${showRole(holder)}, it is your turn`, `${phaseTasks[currentState]} ${whereToLook}`].join("\n\n");
  return [
    `### 🏃 ${showRole(holder)}, the work is back with you`,
    `It is the ${ordinal(attempts)} attempt at ${stateNames[currentState]}. Why it came back stands in the status comment further up.`,
  ].join("\n\n");
}

function ordinal(count: number): string {
  const isTeen = [11, 12, 13].includes(count % 100);
  return `${String(count)}${isTeen ? "th" : (["th", "st", "nd", "rd"][count % 10] ?? "th")}`;
}
