import { allowedMs, deadlineOf, leftOnHoldMs } from "../workflow/deadline.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { showDuration, showTime } from "./time.ts";

/** Until when the phase must be completed, or how much time it has left once it goes on; empty where nothing limits it. */
export function deadlineText(workflow: Workflow): string {
  const left = leftOnHoldMs(workflow);
  if (left !== null) return `⏳ The clock of the phase stands, with **${showDuration(left)}** left.`;
  const allowed = allowedMs(workflow);
  const deadline = deadlineOf(workflow);
  if (allowed === null || deadline === null) return "";
  return [
    `⏳ There is time **until ${showTime(deadline)}**: this repository allows ${showDuration(allowed)} for the phase, time on`,
    "hold not counted. After that the relay ends in error.",
  ].join(" ");
}
