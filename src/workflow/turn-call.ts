import type { ActorRef } from "./actor.ts";
import { isFact } from "./authority.ts";
import type { Handoff } from "./decision.ts";
import type { Call } from "./policy.ts";
import type { Role } from "./roles.ts";
import { isHandoffState, isPhase, nextState, stateFacts, type Phase } from "./states.ts";
import type { Workflow } from "./workflow.ts";

/** A role to be told that it is its turn. */
export interface TurnCall {
  readonly role: Role;
  readonly call: Call;
  /** What it is to work on: in a handoff state the phase that follows. */
  readonly phase: Phase;
  readonly attempt: number;
}

/** The handoff by which the present state was entered. */
export type LastEntry = Pick<Handoff, "kind" | "fromState"> & { readonly by: ActorRef };

/** What is known of a turn beside the workflow. */
export interface Entry {
  /** Null: the workflow has just been started. */
  readonly last: LastEntry | null;
  /** The `state_seq` of the last turn that was called. */
  readonly calledSeq: number;
}

/** The call that the rules name for the role that is awaited; null where they name none, or nobody is awaited. */
export function configuredCall(workflow: Workflow): Pick<TurnCall, "role" | "call"> | null {
  const { status, currentState, policy } = workflow;
  const role = stateFacts[currentState].nextRole;
  if (status !== "open" || role === null) return null;
  const { call } = policy.roles[role];
  return call === null ? null : { role, call };
}

/** Who must be told of the state that was entered, and how; null where whoever has the turn knows of it. */
export function turnCall(workflow: Workflow, entry: Entry): TurnCall | null {
  const configured = configuredCall(workflow);
  const phase = phaseAwaited(workflow);
  if (configured === null || phase === null || knows(workflow, configured.call, entry)) return null;
  const attempts = workflow.phaseRecords[phase]?.attempts ?? 0;
  // In a handoff state the attempt is yet to begin.
  return { ...configured, phase, attempt: workflow.currentState === phase ? attempts : attempts + 1 };
}

function phaseAwaited({ currentState }: Workflow): Phase | null {
  const state = isHandoffState(currentState) ? nextState(currentState) : currentState;
  return state !== null && isPhase(state) ? state : null;
}

/**
 * Whether the role need not be told. Who accepted the handoff knows; where Baton or a fact did, the receiver may have been
 * called while the baton was in the air. The role that goes on from one of its phases to the next knows as well, but a run of
 * an Actions workflow is for one phase and ends with it.
 */
function knows({ currentState, stateSeq, lapses }: Workflow, call: Call, { last, calledSeq }: Entry): boolean {
  // Whoever knew fell silent.
  if (lapses > 0) return false;
  if (isHandoffState(currentState) || last === null || last.kind !== "step") return false;
  if (!isHandoffState(last.fromState)) return call.way !== "actions_workflow";
  return !isFact(last.by) || calledSeq === stateSeq - 1;
}
