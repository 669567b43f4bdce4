import { isHandoffState, isPhase, phases, stateFacts, type Phase } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { recoverLimit } from "../workflow/recovery.ts";
import { failReasonText } from "./fail-reason-texts.ts";
import { inertBlock } from "./inert.ts";
import { stateNames } from "./state-names.ts";
import { showDuration } from "./time.ts";
import { turnText, whereToLook } from "./turn-text.ts";
import { showRole } from "./who.ts";

/**
 * A short comment of its own where the state that was entered should reach people: edits of the status comment notify
 * nobody. Null where nobody has to be told.
 */
export function renderTurn(workflow: Workflow): string | null {
  const { status, currentState, hold } = workflow;
  if (status === "cancelled" || hold !== null) return null;
  if (currentState === "complete") return completeTurn(workflow);
  if (isHandoffState(currentState)) return handoffTurn(workflow);
  return isPhase(currentState) ? phaseTurn(workflow, currentState) : errorTurn(workflow);
}

const reasonMax = 2000;

function completeTurn(workflow: Workflow): string {
  const { createdAt, stateEnteredAt, phaseRecords, retries } = workflow;
  const total = showDuration(stateEnteredAt.getTime() - createdAt.getTime());
  const attempts = phases.reduce((sum, phase) => sum + (phaseRecords[phase]?.attempts ?? 0), 0);
  const back = retries === 0 ? "" : `, sent back ${retries === 1 ? "once" : `${String(retries)} times`}`;
  const how =
    attempts === phases.length ? "every phase at the first attempt" : `${String(attempts)} attempts in all${back}`;
  return [
    "### 🎉 The build is complete",
    `All six phases are done, ${total} after the start: ${how}. ${whereToLook}`,
  ].join("\n\n");
}

function errorTurn(workflow: Workflow): string {
  const reason = inertBlock(failReasonText(workflow.errorReason ?? ""), reasonMax);
  const phase = recoverLimit(workflow);
  return [
    `### 🔴 The relay failed in ${stateNames[phase]}`,
    reason === "" ? "Nobody said why." : reason,
    [
      `Once what went wrong is put right, the ${showRole(stateFacts[phase].holder)}, or anyone with maintain or admin access,`,
      `comments \`/retry\` to take up ${stateNames[phase]} again. ${whereToLook}`,
    ].join(" "),
  ].join("\n\n");
}

function handoffTurn(workflow: Workflow): string | null {
  const { nextRole } = stateFacts[workflow.currentState];
  const isAutomatic = nextRole !== null && workflow.policy.roles[nextRole].accept === "automatic";
  return isAutomatic ? null : turnText(workflow);
}

/** Whoever completed the state before this one knows; who gets the work back, or had it accepted by Baton, does not. */
function phaseTurn(workflow: Workflow, phase: Phase): string | null {
  if (workflow.lapses > 0) return turnText(workflow);
  const { holder } = stateFacts[phase];
  const attempts = workflow.phaseRecords[phase]?.attempts ?? 1;
  const isAutomatic = holder !== null && workflow.policy.roles[holder].accept === "automatic";
  if (phase === "testing" && isAutomatic) return null;
  return attempts === 1 && !isAutomatic ? null : turnText(workflow);
}
