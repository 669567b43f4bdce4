import { judgeReviews } from "../workflow/approvals.ts";
import { roleNames } from "../workflow/roles.ts";
import type { Phase } from "../workflow/states.ts";
import { isDeploying } from "./is-deploying.ts";
import { inertText } from "./inert.ts";
import type { StepInput } from "./report.ts";
import { phaseTasks, thenAdvance } from "./phase-tasks.ts";
import { testingStep } from "./testing-step.ts";
import { showCommit, showLogins } from "./who.ts";

/** What is expected of the role that has the work. */
export function phaseStep(phase: Phase, input: StepInput, max: number): string {
  switch (phase) {
    case "testing":
      return testingStep(input, max);
    case "verification":
      return verificationStep(input);
    case "deployment":
      return deploymentStep(input);
    case "implementation":
      return `${input.handoffs[0]?.kind === "retry" ? mendingTask : phaseTasks[phase]} ${thenAdvance(phase)}`;
    case "discovery":
    case "planning":
      return `${phaseTasks[phase]} ${thenAdvance(phase)}`;
  }
}

const mendingTask = `**${roleNames.code_writer}**: put that right, with tests, and push it to this pull request.`;

function verificationStep({ workflow, evidence }: StepInput): string {
  const { have, need, changesRequested } = judgeReviews(evidence.reviews, workflow, workflow.policy);
  const draft = evidence.pull?.draft === true ? " It is still a draft: mark it as ready for review first." : "";
  if (need === 0) return `${phaseTasks.verification} ${thenAdvance("verification")}${draft}`;
  const against = changesRequested.map(({ reviewer }) => reviewer);
  const changes = against.length === 0 ? "" : ` Changes are requested by ${showLogins(against)}.`;
  return [
    `${phaseTasks.verification} Then approve it with a review: **${String(have)} of ${String(need)}** approvals of commit`,
    `${showCommit(workflow.headSha)} so far. With all of them the relay goes on by itself.${changes}${draft}`,
  ].join(" ");
}

function deploymentStep({ workflow, evidence }: StepInput): string {
  const { completeOn, environment } = workflow.policy.deployment;
  switch (completeOn) {
    case "command":
      return `${phaseTasks.deployment} ${thenAdvance("deployment")}`;
    case "merge":
      return `${phaseTasks.deployment} The relay is complete by itself once this pull request is merged.`;
    case "deployment": {
      const where = environment === null ? "" : ` to “${inertText(environment, 60)}”`;
      const now = isDeploying({ workflow, evidence }) ? " One is under way." : "";
      return `${phaseTasks.deployment} The relay is complete by itself once GitHub shows a successful deployment${where}.${now}`;
    }
  }
}
