import type { HandoffKind } from "../workflow/decision.ts";

/** What happened with a handoff, in a word or two. */
export const handoffKindTexts: Readonly<Record<HandoffKind, string>> = {
  step: "handed on",
  retry: "sent back",
  fail: "failed",
  recover: "recovered",
  reset: "reset",
};
