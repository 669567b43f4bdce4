import { refOf, type Actor } from "./actor.ts";
import { claimAsJson, claimOnEntry } from "./claims.ts";
import type { EventType, HandoffKind, Move } from "./decision.ts";
import { handoffData, type Setback } from "./handoff-data.ts";
import { recordEntry, recordLeave, recordReturn, resultsBefore } from "./phase-records.ts";
import type { Role } from "./roles.ts";
import { staleFrom } from "./staleness.ts";
import { stateFacts, type State } from "./states.ts";
import type { Workflow } from "./workflow.ts";

/** A change of state: where to, what to call it, and who brings it about. */
export type Entry = {
  readonly to: State;
  readonly event: EventType;
  readonly by: Actor;
  /** When it was asked for, on GitHub's clock. */
  readonly at: Date;
  readonly now: Date;
  readonly notes?: string | null;
  /** What the event says beside the states and the reason. */
  readonly data?: Readonly<Record<string, unknown>>;
} & (
  | { readonly kind: "step"; readonly setback?: null }
  /** Why the work goes back, or fails. */
  | { readonly kind: Exclude<HandoffKind, "step">; readonly setback: Setback }
);

export interface Entered {
  readonly workflow: Workflow;
  readonly move: Move;
}

/** Brings a workflow into another state, with the handoff and the event that record it. Whether it may is decided before. */
export function enterState(workflow: Workflow, entry: Entry): Entered {
  const { to, kind, event, by, now, notes = null, setback = null, data = {} } = entry;
  const next = { ...workflow, ...placeIn(workflow, entry), ...memoryOf(workflow, entry) };
  const reason = setback === null ? {} : { reason: setback.reason, findings: setback.findings.map(({ id }) => id) };
  const states = { from_state: workflow.currentState, to_state: to };
  return {
    workflow: next,
    move: {
      event: { type: event, by: refOf(by), data: { ...states, ...reason, ...data, ...claimAsJson(next.claim) } },
      handoff: {
        kind,
        fromState: workflow.currentState,
        toState: to,
        fromRole: stateFacts[workflow.currentState].holder,
        toRole: receiverIn(to),
        data: handoffData(next, now, setback),
        notes,
        headSha: workflow.headSha,
      },
    },
  };
}

/** Who the work goes to: in a handoff state already the role that is to take it. */
function receiverIn(state: State): Role | null {
  return stateFacts[state].nextRole ?? stateFacts[state].holder;
}

/** Where the workflow is after it. */
function placeIn(workflow: Workflow, { to, kind, by, now, setback }: Entry): Partial<Workflow> {
  return {
    currentState: to,
    errorFrom: to === "error" ? workflow.currentState : null,
    errorReason: to === "error" ? (setback?.reason ?? null) : null,
    stateSeq: workflow.stateSeq + 1,
    stateEnteredAt: now,
    stateHeldMs: 0,
    claim: kind === "step" ? claimOnEntry(workflow, to, by, now) : null,
    lapses: 0,
    ...(to === "complete" ? { status: "complete", completedAt: now, hold: null } : {}),
  };
}

/** What the workflow remembers after it of what was done. */
function memoryOf(workflow: Workflow, entry: Entry): Partial<Workflow> {
  const { to, by, at, now } = entry;
  if (entry.kind === "step") return { phaseRecords: recordEntry(recordLeave(workflow, now, refOf(by)), to, now) };
  const left = recordLeave(workflow, now, null);
  const news = entry.setback.findings.map((finding) => finding.id);
  const backward = {
    staleBefore: staleFrom(workflow, at),
    failedRuns: [...new Set([...workflow.failedRuns, ...news])],
  };
  if (entry.kind === "fail") return { ...backward, phaseRecords: left };
  return {
    ...backward,
    phaseRecords: recordEntry(recordReturn(left, to), to, now),
    results: resultsBefore(workflow.results, to),
  };
}
