import { isFact } from "./authority.ts";
import { hasMovedOn } from "./head.ts";
import type { Intent, IntentKind, IntentOf } from "./intent.ts";
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

/** The workflow as it stood when a request began to be judged: whoever asked cannot have meant anything later. */
export type Seen = Pick<Workflow, "stateSeq" | "headSha" | "baseRef">;

/**
 * Whether a step forward was overtaken while it was judged, because what was read for it took effect first: it would complete
 * another state, or pass another commit, than whoever asked had before them. A caller who names the commit means that one.
 */
export function isOvertaken(intent: Intent, workflow: Workflow, seen: Seen | null): boolean {
  if (seen === null || isFact(intent.by) || (intent.kind !== "advance" && intent.kind !== "accept")) return false;
  if (intent.kind === "advance" && (intent.headSha !== null || !isOfState(intent, workflow))) return false;
  return seen.stateSeq !== workflow.stateSeq || hasMovedOn(seen, workflow);
}

/** What names another state is refused for that. */
function isOfState({ from }: IntentOf<"advance">, { currentState }: Workflow): boolean {
  return from === null || from === currentState;
}

/** The new bound once the work went back, or the head changed, at that time. */
export function staleFrom(workflow: Pick<Workflow, "staleBefore">, at: Date): Date {
  return at > workflow.staleBefore ? at : workflow.staleBefore;
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
