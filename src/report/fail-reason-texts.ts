import { failReasons } from "../workflow/fail-reasons.ts";

/** A reason for a failure as people read it: the machine's own are words that stand for a sentence. */
export function failReasonText(reason: string): string {
  return texts.get(reason) ?? reason;
}

const texts: ReadonlyMap<string, string> = new Map([
  [failReasons.mergedEarly, "The pull request was merged before it was verified."],
  ["uninstalled", "The App was uninstalled."],
  ["out_of_reach", "The repository went out of the App's reach: taken out of its installation, moved, or deleted."],
  [failReasons.retryLimitReached, "The work was sent back more often than this repository allows."],
  [failReasons.claimsLapsed, "Agents took the phase on again and again, and none of them was heard of in time."],
  [failReasons.phaseTookTooLong, "The phase took longer than this repository allows."],
]);
