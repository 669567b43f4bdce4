import { judgeReviews } from "../workflow/approvals.ts";
import type { Phase } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";
import { inertText } from "./inert.ts";
import type { NextStepInput } from "./next-step.ts";
import { phaseTasks, thenAdvance } from "./phase-tasks.ts";
import { testingStep } from "./testing-step.ts";
import { showCommit } from "./who.ts";

/** What is expected of the role that has the work. */
export function phaseStep(phase: Phase, input: NextStepInput): string {
  switch (phase) {
    case "testing":
      return testingStep(input);
    case "verification":
      return verificationStep(input);
    case "deployment":
      return deploymentStep(input.workflow);
    case "discovery":
    case "planning":
    case "implementation":
      return `${phaseTasks[phase]} ${thenAdvance(phase)}`;
  }
}

const reviewersMax = 10;

function verificationStep({ workflow, evidence }: NextStepInput): string {
  const { have, need, changesRequested } = judgeReviews(evidence.reviews, workflow, workflow.policy);
  const draft = evidence.pull?.draft === true ? " It is still a draft: mark it as ready for review first." : "";
  if (need === 0) return `${phaseTasks.verification} ${thenAdvance("verification")}${draft}`;
  const against = changesRequested.map(({ reviewer }) => inertText(reviewer, 60)).slice(0, reviewersMax);
  const changes = against.length === 0 ? "" : ` Changes are requested by ${against.join(", ")}.`;
  return [
    `${phaseTasks.verification} Then approve it with a review: **${String(have)} of ${String(need)}** approvals of commit`,
    `${showCommit(workflow.headSha)} so far. With all of them the relay goes on by itself.${changes}${draft}`,
  ].join(" ");
}

function deploymentStep({ policy }: Workflow): string {
  const { completeOn, environment } = policy.deployment;
  switch (completeOn) {
    case "command":
      return `${phaseTasks.deployment} ${thenAdvance("deployment")}`;
    case "merge":
      return `${phaseTasks.deployment} The relay is complete by itself once this pull request is merged.`;
    case "deployment": {
      const where = environment === null ? "" : ` to “${inertText(environment, 60)}”`;
      return `${phaseTasks.deployment} The relay is complete by itself once GitHub shows a successful deployment${where}.`;
    }
  }
}
