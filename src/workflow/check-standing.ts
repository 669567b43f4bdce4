import type { CheckStanding } from "./decision.ts";
import type { Check } from "./evidence.ts";

const good: ReadonlySet<string | null> = new Set(["success", "neutral", "skipped"]);

/** Anything else (cancelled, stale, action_required) says nothing of the code. */
const bad: ReadonlySet<string | null> = new Set(["failure", "timed_out", "startup_failure"]);

/** How one check stands towards passing. */
export function standing(check: Pick<Check, "status" | "conclusion">): CheckStanding {
  if (check.status === "waiting") return "blocked";
  if (check.status !== "completed") return "running";
  if (good.has(check.conclusion)) return "passed";
  return bad.has(check.conclusion) ? "failed" : "blocked";
}
