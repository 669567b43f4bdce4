import { refOf } from "../actor.ts";
import { lacksRole, rolesToAdvance } from "../authority.ts";
import { claimAsJson, missingClaim, newClaim } from "../claims.ts";
import type { Decision } from "../decision.ts";
import { isSamePerson } from "../same-person.ts";
import { isPhase } from "../states.ts";
import { moved, refuse, type Context } from "./context.ts";

/** Takes a phase on that nobody has: it was entered without a handoff, or whoever had it fell silent. */
export function claim(context: Context<"claim">): Decision {
  const { workflow, intent, policy, now } = context;
  const { currentState } = workflow;
  if (!isPhase(currentState)) return refuse(context, "wrong_state", [{ kind: "state", expected: currentState }]);
  const lack = lacksRole(intent.by, rolesToAdvance(currentState));
  if (lack !== null) return refuse(context, lack.reason, lack.missing);
  if (isSamePerson(workflow, policy, intent.by)) return refuse(context, "same_person");
  if (workflow.claim !== null) return refuse(context, "claimed", [missingClaim(workflow.claim)]);
  const taken = newClaim(workflow, intent.by, now);
  const data = { state: currentState, ...claimAsJson(taken) };
  const event = { type: "claimed", by: refOf(intent.by), data } as const;
  return moved(context, { ...workflow, claim: taken }, [{ event, handoff: null }]);
}
