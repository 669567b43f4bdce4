import type { RefusalReason } from "../workflow/decision.ts";

/** Why nothing moved, and what to do about it. What is missing, and what else works, is told beside it. */
export interface ReasonText {
  readonly why: string;
  readonly remedy: string;
}

export const reasonTexts: Readonly<Record<RefusalReason, ReasonText>> = {
  no_workflow: {
    why: "There is no build relay on this pull request yet.",
    remedy: "Comment `/start` to begin one.",
  },
  already_open: {
    why: "A build relay is already under way on this pull request.",
    remedy: "The status comment shows where it is.",
  },
  pull_not_open: { why: "This pull request is not open.", remedy: "Reopen it first." },
  finished: {
    why: "The build relay on this pull request is over.",
    remedy: "Comment `/start` to begin a new one.",
  },
  not_permitted: {
    why: "That takes more access to this repository than you have.",
    remedy: "Ask somebody who has it.",
  },
  not_your_role: {
    why: "It is not your turn: others play the role that has it.",
    remedy: "Ask one of them, or whoever maintains this repository to give you the role.",
  },
  same_person: {
    why: "You completed the implementation, and in this repository whoever did that cannot complete this phase as well.",
    remedy: "Somebody else has to say it.",
  },
  stale: {
    why: "Since that was said, the relay went to another state or the commits changed, so it may no longer be what you mean.",
    remedy: "Look at the status comment, and say it again if you still mean it.",
  },
  wrong_state: {
    why: "That does not fit the state that the relay is in.",
    remedy: "The status comment shows what is expected now.",
  },
  wrong_head: {
    why: "That was said about another commit than the one that is here now.",
    remedy: "Look at the newest commit, and say it again if it holds for that one as well.",
  },
  held: { why: "The relay is on hold.", remedy: "It goes on after `/unhold`." },
  already_held: { why: "The relay is on hold already.", remedy: "It goes on after `/unhold`." },
  not_held: { why: "The relay is not on hold.", remedy: "There is nothing to resume." },
  checks_missing: {
    why: "The checks of this commit have not all passed yet.",
    remedy:
      "Wait until they have, or run them again. Whoever has maintain or admin access can go past them with `/advance --force`.",
  },
  approvals_missing: {
    why: "The approvals that this repository asks for are not all there yet.",
    remedy:
      "Approve the newest commit with a review. Whoever has maintain or admin access can go past it with `/advance --force`.",
  },
  draft: {
    why: "This pull request is still a draft.",
    remedy:
      "Mark it as ready for review, then say it again. Whoever has maintain or admin access can go past it with `/advance --force`.",
  },
  negative_result: {
    why: "The phase result says that the phase did not succeed, so it cannot be completed with it.",
    remedy: "Say `/retry <reason>` (in testing and verification) or `/fail <reason>` instead, or correct the result.",
  },
  result_in_handoff: {
    why: "During a handoff nobody is at work, so there is no result to give.",
    remedy: "Comment `/accept` without it; the result goes with the `/advance` that completes the phase.",
  },
  invalid_result: {
    why: "The result that belongs to it is not as it must be.",
    remedy: "Give it, corrected, as a fenced `json` block below the command in a new comment.",
  },
  retry_not_here: {
    why: "`/retry` sends back what testing or verification found, and takes up what ended in error; here it has nothing to do.",
    remedy: "`/rollback <state>` goes back to an earlier state, `/fail <reason>` gives up for now.",
  },
  phase_only_in_error: {
    why: "A phase can be named only in error; elsewhere `/retry` always goes back to implementation.",
    remedy: "Say `/retry <reason>` without a phase, or `/rollback <state>`.",
  },
  phase_too_late: {
    why: "Recovery cannot go further than the phase that failed.",
    remedy: "Name that phase, or an earlier one.",
  },
  not_earlier: {
    why: "A rollback goes only to an earlier state that this relay has already been in.",
    remedy: "`/history` shows which those are.",
  },
  merged: {
    why: "The pull request is merged, and what is merged cannot be taken back here.",
    remedy: "What is to be different needs a pull request of its own.",
  },
  rules_broken: {
    why: "The rules of this repository cannot be taken as they are now, so the relay keeps those that it has.",
    remedy: "Mend `.github/baton.yml` on the default branch, then say it again. The status comment says what is wrong.",
  },
  start_by_label: {
    why: "In this repository a relay is started by a label, not by a comment.",
    remedy: "Add the label `baton: start`.",
  },
  claimed: {
    why: "Somebody else has taken this phase on.",
    remedy:
      "It is free again once they hand it on, or are not heard of in time. Whoever has maintain or admin access can go past them with `/advance --force`, or send it back.",
  },
  claim_lost: {
    why: "The claim on this phase under which that was said is gone.",
    remedy: "Look at the status comment: if nobody has the phase, it can be taken on again.",
  },
  not_reachable: {
    why: "No single step leads from here to there.",
    remedy: "The status comment shows which steps there are.",
  },
};

/** Stored as the reason of a request that GitHub did not let Baton judge. */
export const unread = "unread";

/** The sentence for a reason that was stored as text. */
export function reasonText(reason: string): string {
  if (reason === unread) return "GitHub does not let Baton read what it has to be judged on.";
  return Object.hasOwn(reasonTexts, reason) ? reasonTexts[reason as RefusalReason].why : "It was refused.";
}
