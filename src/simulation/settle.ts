import { batonActor } from "../workflow/actor.ts";
import { decide } from "../workflow/decide.ts";
import { deriveIntent } from "../workflow/derive.ts";
import { factOfTime } from "../workflow/facts/fact-of-time.ts";
import type { Intent } from "../workflow/intent.ts";
import { isHandoffState, stateFacts } from "../workflow/states.ts";
import type { Workflow } from "../workflow/workflow.ts";
import type { Outcome } from "./outcome.ts";
import { evidenceOf, type Scene } from "./scene.ts";

export interface Played {
  readonly scene: Scene;
  readonly outcomes: readonly Outcome[];
}

/** More than anything that happened can move a workflow at once; the bound only guards against a loop. */
const movesMax = 20;

/** Lets everything take effect that follows from what GitHub shows, from time, and from roles that machines play. */
export function settle(scene: Scene): Played {
  let current = scene;
  const outcomes: Outcome[] = [];
  for (let count = 0; count < movesMax; count += 1) {
    const { workflow } = current;
    const intent = workflow === null ? null : nextIntent(current, workflow);
    if (intent === null) break;
    const played = decideIn(current, intent);
    current = played.scene;
    outcomes.push(...played.outcomes);
  }
  return { scene: current, outcomes };
}

/** Decides an intent on what GitHub shows now. */
export function decideIn(scene: Scene, intent: Intent, what = ""): Played {
  const { workflow, now } = scene;
  const policy = intent.kind === "start" ? scene.policy : (workflow?.policy ?? scene.policy);
  const evidence = evidenceOf(scene);
  const decision = decide({ workflow, intent, policy, evidence, now });
  if (decision.outcome === "refused") {
    return { scene, outcomes: [{ kind: "refused", what, refusal: decision.refusal }] };
  }
  const outcomes = decision.moves.map((move): Outcome => ({ kind: "moved", move }));
  return { scene: { ...scene, workflow: decision.workflow }, outcomes };
}

function nextIntent(scene: Scene, workflow: Workflow): Intent | null {
  const evidence = evidenceOf(scene);
  const deriving = { workflow, policy: workflow.policy, evidence, now: scene.now };
  return deriveIntent(deriving).intent ?? acceptance(workflow, scene.now) ?? factOfTime(deriving).intent;
}

/** Baton accepts a handoff for a role that machines play. */
function acceptance({ status, hold, currentState, policy }: Workflow, at: Date): Intent | null {
  const { nextRole } = stateFacts[currentState];
  if (status !== "open" || hold !== null || !isHandoffState(currentState) || nextRole === null) return null;
  if (policy.roles[nextRole].accept !== "automatic") return null;
  return { kind: "accept", notes: null, by: batonActor, at };
}
