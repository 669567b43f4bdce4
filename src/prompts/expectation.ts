import { instructions } from "../workflow/instructions.ts";
import type { Policy } from "../workflow/policy.ts";
import { roleNames } from "../workflow/roles.ts";
import type { Standing } from "../workflow/standing.ts";
import type { Phase } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";

/** What a role is expected to do now. */
export function expectation(standing: Standing, { policy, currentState }: Workflow): string {
  switch (standing.kind) {
    case "work":
      return [instructions[standing.phase], ...whatElseMoves(standing.phase, policy)].join("\n\n");
    case "accept":
      return [instructions[standing.state], ...automatic(policy, standing.state)].join("\n\n");
    case "recover":
      return `The workflow failed in your phase, \`${standing.phase}\`. Once what the reason names is mended, \`request_retry\` takes the phase up again. Nothing is to be gained by doing so before.`;
    case "wait":
      return `It is not your turn: the workflow is in \`${currentState}\`, and the ${roleNames[standing.forRole]} has to act. Do nothing until it is yours.`;
    case "held":
      return "Somebody put the relay on hold. Nothing moves until they, or somebody who maintains the repository, let it go on. Do nothing until then.";
    case "over":
      return "This relay is over. Nothing is to be done.";
  }
}

/** What moves the relay besides the role, so that nobody is surprised by it. */
function whatElseMoves(phase: Phase, policy: Policy): readonly string[] {
  switch (phase) {
    case "testing":
      return [testingText(policy)];
    case "verification":
      return policy.verification.approvals === 0 ? [draftText] : [draftText, approvalsText(policy)];
    case "deployment":
      return deploymentTexts[policy.deployment.completeOn];
    default:
      return [];
  }
}

function testingText({ testing: { checks, onFailure } }: Policy): string {
  const which = checks === "all" ? "every one that reports" : checks.map(({ name }) => `\`${name}\``).join(", ");
  return [
    `The checks of the head count besides your result: ${which} must pass. Once they have, the relay goes on by itself, so it may move while you work. Where none reports, your result decides alone.`,
    ...(onFailure === "retry" ? ["A check that fails sends the work back by itself."] : []),
    ...(onFailure === "fail" ? ["A check that fails ends the relay in `error` by itself."] : []),
  ].join(" ");
}

const draftText = "While the pull request is a draft, completing the phase is refused.";

function approvalsText({ verification: { approvals } }: Policy): string {
  return `This repository asks for ${String(approvals)} ${approvals === 1 ? "approval" : "approvals"} of the head by review on GitHub. Until they are there, completing the phase is refused; with all of them the relay goes on by itself.`;
}

const deploymentTexts: Readonly<Record<Policy["deployment"]["completeOn"], readonly string[]>> = {
  command: [],
  deployment: ["A successful deployment that GitHub shows completes this phase by itself."],
  merge: ["Merging the pull request completes this phase by itself."],
};

function automatic(policy: Policy, state: string): readonly string[] {
  const isAutomatic = state === "handoff_to_tester" && policy.roles.test_auditor.accept === "automatic";
  return isAutomatic ? ["In this repository Baton accepts for you, in a moment."] : [];
}
