import type { Policy } from "../workflow/policy.ts";

/** What somebody does to begin a relay, as the beginning of a sentence. */
export function startText(start: Policy["start"]): string {
  return start === "label" ? "Add the label `baton: start`" : "Comment `/start`";
}
