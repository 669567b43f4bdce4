import { recoverLimit } from "./recovery.ts";
import type { Role } from "./roles.ts";
import { isHandoffState, isPhase, stateFacts, type HandoffState, type Phase, type State } from "./states.ts";
import type { Workflow } from "./workflow.ts";

/** How one role stands towards a workflow. */
export type Standing =
  /** It has the work. */
  | { readonly kind: "work"; readonly phase: Phase }
  /** The baton is in the air and comes to it. */
  | { readonly kind: "accept"; readonly state: HandoffState }
  /** Its phase failed: once the cause is mended, it may take the work up again. */
  | { readonly kind: "recover"; readonly phase: Phase }
  /** Another role has to act. */
  | { readonly kind: "wait"; readonly forRole: Role }
  | { readonly kind: "held" }
  | { readonly kind: "over" };

export function standingOf({ status, currentState, hold, errorFrom }: Workflow, role: Role): Standing {
  if (status !== "open") return { kind: "over" };
  if (hold !== null) return { kind: "held" };
  const { actor, standing } = turnIn(currentState, errorFrom);
  return actor === role ? standing : { kind: "wait", forRole: actor };
}

interface Turn {
  readonly actor: Role;
  readonly standing: Standing;
}

function turnIn(state: State, errorFrom: State | null): Turn {
  if (isHandoffState(state)) return { actor: stateFacts[state].nextRole as Role, standing: { kind: "accept", state } };
  const phase = isPhase(state) ? state : recoverLimit({ errorFrom });
  const kind = isPhase(state) ? "work" : "recover";
  // Every phase has a holder, and every handoff state somebody who comes next.
  return { actor: stateFacts[phase].holder as Role, standing: { kind, phase } };
}
