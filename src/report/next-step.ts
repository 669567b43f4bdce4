import { recoverLimit } from "../workflow/recovery.ts";
import { isHandoffState, isPhase, stateFacts } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { callText } from "./call-text.ts";
import { claimText } from "./claim-text.ts";
import { deadlineText } from "./deadline-text.ts";
import { failReasonText } from "./fail-reason-texts.ts";
import { inertBlock } from "./inert.ts";
import { hasNewerCommits } from "./newer-commits.ts";
import { phaseStep } from "./phase-step.ts";
import type { StepInput } from "./report.ts";
import { findingList, sentBack } from "./sent-back.ts";
import { startText } from "./start-text.ts";
import { stateNames } from "./state-names.ts";
import { showTime } from "./time.ts";
import { showActor, showCommit, showRole } from "./who.ts";

/** What is expected now, in plain words for whoever has the turn. */
export function nextStep(input: StepInput, max: number): string {
  return partsOf(input, max)
    .filter((part) => part !== "")
    .join("\n\n");
}

function partsOf(input: StepInput, max: number): readonly string[] {
  const { status, currentState, hold } = input.workflow;
  if (status === "cancelled") return [cancelledText(input.workflow)];
  if (currentState === "complete") return [completeText(input)];
  if (hold !== null) return [...heldParts(hold, max), deadlineText(input.workflow)];
  if (isPhase(currentState)) {
    const step = phaseStep(currentState, input, max);
    const { workflow } = input;
    return [sentBack(input, max), step, claimText(workflow), callText(input.call), deadlineText(workflow)];
  }
  if (isHandoffState(currentState)) return [sentBack(input, max), handoffText(input.workflow), callText(input.call)];
  return errorParts(input, max);
}

function cancelledText({ cancelledBy, policy }: Workflow): string {
  if (cancelledBy === "closed") return "The pull request was closed. **Reopen it** and the relay resumes where it was.";
  const why =
    cancelledBy === "no_access"
      ? [
          "The relay ended because Baton could not reach this repository any more: it was uninstalled, or the repository was",
          "taken from it or moved.",
        ].join(" ")
      : "The relay was cancelled for good.";
  return `${why} ${startText(policy.start)} to begin a new one.`;
}

function completeText(input: StepInput): string {
  if (!hasNewerCommits(input)) return "Nothing is left to do. 🎉";
  const head = showCommit(input.workflow.headSha);
  const start = startText(input.workflow.policy.start);
  return `The pull request changed after that (it is at ${head} now). ${start} to begin a relay for what is new.`;
}

function heldParts(hold: NonNullable<Workflow["hold"]>, max: number): readonly string[] {
  const reason = inertBlock(hold.reason ?? "", max);
  return [
    `${showActor(hold.by)} put the relay on hold ${showTime(hold.at)}${reason === "" ? ", without saying why." : ":"}`,
    reason,
    "Nothing moves until somebody comments `/unhold`: whoever put it on hold, or anyone with maintain or admin access.",
  ];
}

function errorParts({ workflow, handoffs, serverUrl }: StepInput, max: number): readonly string[] {
  const reason = inertBlock(failReasonText(workflow.errorReason ?? ""), max);
  const phase = recoverLimit(workflow);
  const findings = handoffs[0]?.toState === "error" ? handoffs[0].data["evidence"] : null;
  return [
    reason === "" ? "The relay failed, and nobody said why." : "The relay failed, for this reason:",
    reason,
    findingList(findings, serverUrl, max),
    [
      `**To go on:** put right what went wrong. Then the **${showRole(stateFacts[phase].holder)}**, or anyone with maintain`,
      `or admin access, comments \`/retry\` to take up ${stateNames[phase]} again. An earlier phase can be named instead,`,
      "as in `/retry discovery`.",
    ].join(" "),
  ];
}

function handoffText({ currentState, policy }: Workflow): string {
  const { nextRole } = stateFacts[currentState];
  if (nextRole !== null && policy.roles[nextRole].accept === "automatic") {
    return `**Nobody has to do anything now:** Baton accepts for the ${showRole(nextRole)} by itself.`;
  }
  return [
    `**${showRole(nextRole)}**: read what was handed over (under “Last handoff”), then comment \`/accept\` to take the baton.`,
    "The work itself begins after that.",
  ].join(" ");
}
