import { allowedIntents, start } from "../allowed.ts";
import type { ActorRef } from "../actor.ts";
import type { Allowed, Missing } from "../decision.ts";
import type { Evidence } from "../evidence.ts";
import type { Way } from "../explanation.ts";
import { judgingPhases } from "../judging-phases.ts";
import { isPhase } from "../states.ts";
import type { Workflow } from "../workflow.ts";

/** What somebody can do now, by whom, and what would still refuse it. Where only GitHub can be asked, nothing. */
export function waysNow({
  workflow,
  evidence,
  missing,
}: {
  readonly workflow: Workflow | null;
  readonly evidence: Evidence;
  readonly missing: readonly Missing[];
}): readonly Way[] {
  if (workflow?.status !== "open" && evidence.pull?.open === false) return [];
  const allowed = workflow === null ? [start] : allowedIntents(workflow);
  return allowed.map((each) => ({
    ...each,
    missing: each.intent === "advance" ? missing : [],
    except: workflow === null ? null : exceptFrom(each, workflow),
  }));
}

/** Whoever completed the implementation, where separation of duties keeps them from judging it. */
function exceptFrom({ intent }: Allowed, { policy, currentState, phaseRecords }: Workflow): ActorRef | null {
  const isJudging = isPhase(currentState) && judgingPhases.has(currentState);
  if (intent !== "advance" || !policy.separationOfDuties || !isJudging) return null;
  return phaseRecords.implementation?.completedBy ?? null;
}
