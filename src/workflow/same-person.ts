import type { Actor, ActorRef } from "./actor.ts";
import { isFact, isSameActor } from "./authority.ts";
import { judgingPhases } from "./judging-phases.ts";
import type { Policy } from "./policy.ts";
import { isPhase } from "./states.ts";
import type { Workflow } from "./workflow.ts";

/** Whether separation of duties keeps somebody from judging: they completed the implementation. */
export function isSamePerson(
  { phaseRecords, currentState }: Workflow,
  { separationOfDuties }: Pick<Policy, "separationOfDuties">,
  by: Actor,
): boolean {
  const completedBy = phaseRecords.implementation?.completedBy ?? null;
  if (!separationOfDuties || completedBy === null || isFact(by)) return false;
  return (
    isPhase(currentState) && judgingPhases.has(currentState) && isSameActor(withoutRun(completedBy), withoutRun(by))
  );
}

/** A run has a claim to itself, but the next run of the same Actions workflow is nobody else. */
function withoutRun({ identity, ...actor }: ActorRef): ActorRef {
  return identity === undefined ? actor : { ...actor, identity: identity.replace(/#\d+$/, "") };
}
