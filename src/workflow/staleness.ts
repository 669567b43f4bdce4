import { isFact } from "./authority.ts";
import type { Intent, IntentKind } from "./intent.ts";
import type { Workflow } from "./workflow.ts";

/** What was asked of a state of affairs that may be gone. Hold, unhold, cancel and start mean the same at any time. */
const perishable: ReadonlySet<IntentKind> = new Set(["advance", "accept", "retry", "fail", "rollback"]);

/**
 * Whether a request was made before the work last went back or the head changed. GitHub's timestamps are whole seconds,
 * so what happened within one second counts as in order. Facts are read anew and never stale.
 */
export function isStale(intent: Pick<Intent, "kind" | "by" | "at">, workflow: Pick<Workflow, "staleBefore">): boolean {
  if (isFact(intent.by) || !perishable.has(intent.kind)) return false;
  return seconds(intent.at) < seconds(workflow.staleBefore);
}

/** The new bound once the work went back, or the head changed, at that time. */
export function staleFrom(workflow: Pick<Workflow, "staleBefore">, at: Date): Date {
  return at > workflow.staleBefore ? at : workflow.staleBefore;
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
