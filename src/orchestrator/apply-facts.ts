import type { LoadedPull } from "../store/load-pull.ts";
import { saveDecision } from "../store/save-decision.ts";
import { decide } from "../workflow/decide.ts";
import { deriveIntent } from "../workflow/derive.ts";
import type { Evidence } from "../workflow/evidence.ts";
import type { Derived, Deriving } from "../workflow/facts/derived.ts";
import type { World } from "./ports.ts";
import { wantsFacts } from "./wants-facts.ts";

/** Where the facts left the pull request, or that somebody else changed the workflow meanwhile. */
export type FactsApplied =
  | {
      readonly result: "applied";
      readonly pull: LoadedPull;
      readonly changed: boolean;
      /** When something that could not be judged yet may be judged; null: nothing waits for time alone. */
      readonly lookAgainAt: Date | null;
    }
  | { readonly result: "lost" };

/** More than any evidence can move a workflow at once; the bound only guards against a loop. */
const movesMax = 10;

/**
 * Saves everything that follows from what was read of GitHub, or of what else `derive` goes by, each change by a decision of its own. Its cause is
 * `<kind>@<version it was judged on>`: the same push or check can rightly come twice, but not on one version.
 */
export async function applyFacts(
  world: World,
  pull: LoadedPull,
  evidence: Evidence,
  derive: (deriving: Deriving) => Derived = deriveIntent,
): Promise<FactsApplied> {
  let current = pull;
  let changed = false;
  for (let count = 0; count < movesMax; count += 1) {
    const before = current.newest;
    if (before === null) break;
    const { workflow } = before;
    const { policy } = workflow;
    const now = world.now();
    const { intent, lookAgainAt } = derive({ workflow, policy, evidence, now });
    if (intent === null) return { result: "applied", pull: current, changed, lookAgainAt };
    const decision = decide({ workflow, intent, policy, evidence, now });
    if (decision.outcome === "refused") break;
    const saved = await saveDecision(world.db, {
      before,
      after: decision.workflow,
      moves: decision.moves,
      cause: `${intent.kind}@${String(workflow.version)}`,
      now,
      delivery: null,
      outbox: [],
      wantsFacts: wantsFacts(decision.moves),
      endsLease: intent.kind === "lapse",
    });
    if (saved.result === "lost") return { result: "lost" };
    changed = true;
    current = { ...current, newest: saved.stored };
  }
  return { result: "applied", pull: current, changed, lookAgainAt: null };
}
