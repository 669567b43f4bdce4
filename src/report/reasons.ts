import type { RefusalReason } from "../workflow/decision.ts";

/** Why nothing moved, one sentence for each reason of the closed set. What is missing follows in a list of its own. */
export const reasonTexts: Readonly<Record<RefusalReason, string>> = {
  no_workflow: "There is no build relay on this pull request yet.",
  already_open: "A build relay is already under way on this pull request.",
  pull_not_open: "This pull request is not open.",
  finished: "The build relay on this pull request is over.",
  not_permitted: "That takes more access to this repository than you have.",
  not_your_role: "It is somebody else's turn.",
  same_person:
    "You completed the implementation, and in this repository whoever did that cannot complete this phase as well.",
  stale: "Since that was said, the work went back or the commits changed, so it may no longer be what you mean.",
  wrong_state: "The relay is not in the state that you named.",
  wrong_head: "That was said about another commit than the one that is here now.",
  held: "The relay is on hold.",
  already_held: "The relay is on hold already.",
  not_held: "The relay is not on hold, so there is nothing to resume.",
  checks_missing: "The checks of this commit have not all passed yet.",
  approvals_missing: "The review approvals that this repository asks for are not all there yet.",
  draft: "This pull request is still a draft.",
  negative_result: "The phase result says that the phase did not succeed, so it cannot be completed with it.",
  result_in_handoff: "During a handoff nobody is at work, so there is no result to give: take the baton first.",
  invalid_result: "The phase result cannot be kept as it is.",
  retry_not_here: "Nothing can be sent back from here: `/retry` is for testing, verification and error.",
  phase_only_in_error: "A phase can be named only in error; elsewhere `/retry` always goes back to implementation.",
  phase_too_late: "Recovery cannot go further than the phase that failed.",
  not_earlier: "A rollback goes only to an earlier state that this relay has already been in.",
  merged: "The pull request is merged, and what is merged cannot be rolled back.",
  not_reachable: "No single step leads from here to there.",
};

/** The sentence for a reason that was stored as text. */
export function reasonText(reason: string): string {
  return Object.hasOwn(reasonTexts, reason) ? reasonTexts[reason as RefusalReason] : "It was refused.";
}
