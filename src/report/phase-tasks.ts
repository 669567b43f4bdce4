import { phaseResultSchemas } from "../workflow/phase-results.ts";
import { roleNames } from "../workflow/roles.ts";
import type { Phase } from "../workflow/states.ts";

/** Who has to do what in each phase. */
export const phaseTasks: Readonly<Record<Phase, string>> = {
  discovery: `**${roleNames.q_assistant}**: find out what is to be built, what limits it, what may go wrong and what is still open.`,
  planning: `**${roleNames.q_assistant}**: write the plan of the implementation, and what will count as success.`,
  implementation: `**${roleNames.code_writer}**: make the change that the plan describes, with its tests, and push it to this pull request.`,
  testing: `**${roleNames.test_auditor}**: see whether the newest commit works.`,
  verification: `**${roleNames.verification_overseer}**: look over the change and decide whether it may be released.`,
  deployment: `**${roleNames.release_manager}**: bring the change to production and see that it works there.`,
};

/** How a phase is completed by a comment, and what can go with it. */
export function thenAdvance(phase: Phase): string {
  const keys = Object.keys(phaseResultSchemas[phase].shape).map((key) => `\`${key}\``);
  return [
    "Then comment `/advance`, with notes behind it if you like.",
    `A fenced \`json\` block below the command is handed on as the result (${keys.join(", ")}).`,
  ].join(" ");
}
