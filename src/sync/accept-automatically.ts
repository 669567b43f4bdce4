import { unlessRefused } from "../github/unless-refused.ts";
import { applyIntent } from "../orchestrator/apply-intent.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { batonActor } from "../workflow/actor.ts";
import { isHandoffState, stateFacts } from "../workflow/states.ts";
import type { Turn } from "./context.ts";

/**
 * Accepts a handoff for a role that machines play. Where GitHub refuses to be read it stays open, and the report says why.
 * Returns whether it was accepted.
 */
export async function acceptAutomatically(turn: Turn, pull: LoadedPull): Promise<boolean> {
  const workflow = pull.newest?.workflow;
  if (workflow === undefined || workflow.status !== "open" || workflow.hold !== null) return false;
  if (!isHandoffState(workflow.currentState)) return false;
  const receiver = stateFacts[workflow.currentState].nextRole;
  if (receiver === null || workflow.policy.roles[receiver].accept !== "automatic") return false;
  const { world } = turn.context;
  const { currentState, id, version } = workflow;
  const asked = applyIntent(world, {
    ref: turn.lease,
    cause: `automatic:${id}@${String(version)}`,
    delivery: null,
    by: () => Promise.resolve(batonActor),
    intent: () => ({ kind: "advance", at: world.now(), from: currentState, ...nothingGiven }),
    drafts: () => [],
  });
  const outcome = await unlessRefused(asked);
  return outcome !== null && outcome.result !== "refused";
}

const nothingGiven = { result: null, notes: null, force: false, headSha: null } as const;
