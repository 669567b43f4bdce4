import type { ActorRef } from "./actor.ts";
import { isBefore, isPhase, phases, type Phase, type State } from "./states.ts";
import type { PhaseRecord, Workflow } from "./workflow.ts";

type Records = Workflow["phaseRecords"];

const unvisited: PhaseRecord = { attempts: 0, elapsedMs: 0, enteredAt: null, completedAt: null, completedBy: null };

/** The records once the workflow has left its state, with who completed the phase or null where nobody did. */
export function recordLeave(workflow: Workflow, now: Date, completedBy: ActorRef | null): Records {
  const { currentState, phaseRecords } = workflow;
  if (!isPhase(currentState)) return phaseRecords;
  const record = phaseRecords[currentState] ?? unvisited;
  const left: PhaseRecord = {
    ...record,
    elapsedMs: record.elapsedMs + elapsedInState(workflow, now),
    enteredAt: null,
    completedAt: completedBy === null ? null : now,
    completedBy,
  };
  return { ...phaseRecords, [currentState]: left };
}

/** The records once a state is entered: a phase begins another attempt. */
export function recordEntry(records: Records, state: State, now: Date): Records {
  if (!isPhase(state)) return records;
  const record = records[state] ?? unvisited;
  const entered = { ...record, attempts: record.attempts + 1, enteredAt: now, completedAt: null, completedBy: null };
  return { ...records, [state]: entered };
}

/** The records once a phase goes on whose clock was stopped by closing the pull request: the same attempt. */
export function recordResume({ currentState, phaseRecords }: Workflow, now: Date): Records {
  if (!isPhase(currentState)) return phaseRecords;
  const record = phaseRecords[currentState] ?? unvisited;
  return { ...phaseRecords, [currentState]: { ...record, enteredAt: now } };
}

/** The records once the work is back at a state: what lies at or after it is to be completed again. */
export function recordReturn(records: Records, state: State): Records {
  const redone = phasesFrom(state).flatMap((phase) => {
    const record = records[phase];
    return record === undefined ? [] : [[phase, { ...record, completedAt: null, completedBy: null }] as const];
  });
  return { ...records, ...Object.fromEntries(redone) };
}

/** The results that still hold once the work is back at a state. */
export function resultsBefore(results: Workflow["results"], state: State): Workflow["results"] {
  return Object.fromEntries(
    phases
      .filter((phase) => isBefore(phase, state) && results[phase] !== undefined)
      .map((phase) => [phase, results[phase]]),
  );
}

/** Milliseconds spent in the current state so far, holds not counted. */
export function elapsedInState(workflow: Workflow, now: Date): number {
  return Math.max(0, now.getTime() - workflow.stateEnteredAt.getTime() - heldInState(workflow, now));
}

/** Milliseconds of the current state that were spent held, a hold that still lasts included. */
export function heldInState({ hold, stateEnteredAt, stateHeldMs }: Workflow, now: Date): number {
  if (hold === null) return stateHeldMs;
  // A rollback or a push may enter a state while the workflow is held.
  const since = Math.max(hold.at.getTime(), stateEnteredAt.getTime());
  return stateHeldMs + Math.max(0, now.getTime() - since);
}

function phasesFrom(state: State): readonly Phase[] {
  return phases.filter((phase) => !isBefore(phase, state));
}
