import { isHandoffState, stateFacts } from "../workflow/states.ts";
import { handoffKindTexts } from "./handoff-kinds.ts";
import { inertBlock, inertJson } from "./inert.ts";
import type { RecordedHandoff } from "./report.ts";
import { stateNames } from "./state-names.ts";
import { showTime } from "./time.ts";
import { showActor, showCommit, showRole } from "./who.ts";

/** What was passed on last, folded: from whom to whom, the notes, the data. Empty before the first handoff. */
export function lastHandoff(handoff: RecordedHandoff | undefined, count: number, max: number): string {
  if (handoff === undefined) return "";
  const { fromState, toState, fromRole, toRole, kind, by, at, headSha, notes, data } = handoff;
  // In a handoff state the giver still has the baton, but what is passed on is for the receiver.
  const receiver = isHandoffState(toState) ? stateFacts[toState].nextRole : toRole;
  return [
    "<details>",
    `<summary>Last handoff: ${stateNames[fromState]} → ${stateNames[toState]} (${String(count)} so far)</summary>`,
    "",
    `**${showRole(fromRole)} → ${showRole(receiver)}**, ${handoffKindTexts[kind]} by ${showActor(by)}, ${showTime(at)}, commit ${showCommit(headSha)}`,
    "",
    ...(notes === null || inertBlock(notes, max) === "" ? [] : [inertBlock(notes, max), ""]),
    "What goes with it for the next role:",
    "",
    inertJson(data, max),
    "",
    "</details>",
  ].join("\n");
}
