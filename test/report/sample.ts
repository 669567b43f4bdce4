import type { RecordedEvent, RecordedHandoff, ReportInput } from "../../src/report/report.ts";
import type { Check } from "../../src/workflow/evidence.ts";
import { noEvidence } from "../../src/workflow/evidence.ts";
import { defaultPolicy } from "../../src/workflow/policy.ts";
import type { Policy } from "../../src/workflow/policy.ts";
import { phases, states, type Phase, type State } from "../../src/workflow/states.ts";
import type { PhaseRecord, Workflow } from "../../src/workflow/workflow.ts";

export const maria = { kind: "user", id: 7, login: "maria" } as const;
export const omar = { kind: "user", id: 8, login: "omar" } as const;
export const ci = { kind: "github", id: null, login: "GitHub" } as const;

export const head = "1f3a5c7e9b1d3f5a7c9e1b3d5f7a9c1e3b5d7f91";

/** A quarter of an hour for each step: `at(0)` is when the sample relay began. */
export const at = (quarters: number) => new Date(Date.UTC(2026, 2, 1, 9, quarters * 15));

/** A workflow that went straight to a state, a quarter of an hour in each. */
export function workflowIn(state: State, over: Partial<Workflow> = {}): Workflow {
  const quarters = states.indexOf(state);
  return {
    id: "0195500e-0000-7000-8000-000000000001",
    buildId: "pr-12",
    projectId: "100",
    userId: "7",
    repositoryId: 100,
    pullNumber: 12,
    status: state === "complete" ? "complete" : "open",
    currentState: state,
    errorFrom: null,
    errorReason: null,
    version: quarters + 1,
    stateSeq: quarters + 1,
    stateEnteredAt: at(quarters),
    stateHeldMs: 0,
    retries: 0,
    failedRuns: [],
    hold: null,
    claim: null,
    lapses: 0,
    headSha: head,
    baseRef: "main",
    staleBefore: at(0),
    mergedAt: null,
    cancelledBy: null,
    results: {},
    phaseRecords: recordsUpTo(state),
    metadata: { requirements: "Let people pay by card.", startedBy: maria, given: {} },
    policy: defaultPolicy,
    rulesDigest: null,
    createdAt: at(0),
    updatedAt: at(quarters),
    completedAt: state === "complete" ? at(quarters) : null,
    ...over,
  };
}

function recordsUpTo(state: State): Partial<Record<Phase, PhaseRecord>> {
  const upTo = phases.filter((phase) => states.indexOf(phase) <= states.indexOf(state));
  return Object.fromEntries(
    upTo.map((phase) => {
      const quarters = states.indexOf(phase);
      return phase === state
        ? [phase, { attempts: 1, elapsedMs: 0, enteredAt: at(quarters), completedAt: null, completedBy: null }]
        : [phase, doneRecord(quarters)];
    }),
  );
}

export function doneRecord(quarters: number): PhaseRecord {
  return { attempts: 1, elapsedMs: 900_000, enteredAt: null, completedAt: at(quarters + 1), completedBy: maria };
}

/** What is stored of a workflow, for a report. */
export function inputOf(workflow: Workflow, over: Partial<ReportInput> = {}): ReportInput {
  return {
    workflow,
    fullName: "acme/shop",
    serverUrl: "https://github.com",
    evidence: noEvidence,
    handoffs: [],
    handoffCount: 0,
    events: [],
    call: null,
    problems: [],
    ...over,
  };
}

export function withPolicy(over: {
  readonly [Part in keyof Policy]?: Policy[Part] extends object ? Partial<Policy[Part]> : Policy[Part];
}): Policy {
  const { testing, verification, deployment, roles, limits } = defaultPolicy;
  return {
    ...defaultPolicy,
    ...over,
    roles: { ...roles, ...over.roles },
    limits: { ...limits, ...over.limits },
    testing: { ...testing, ...over.testing },
    verification: { ...verification, ...over.verification },
    deployment: { ...deployment, ...over.deployment },
  };
}

export function handoff(over: Partial<RecordedHandoff> = {}): RecordedHandoff {
  return {
    seq: 2,
    kind: "step",
    fromState: "planning",
    toState: "handoff_to_coder",
    fromRole: "q_assistant",
    toRole: "q_assistant",
    data: {
      workflow_id: "0195500e-0000-7000-8000-000000000001",
      current_phase: "handoff_to_coder",
      handoff_timestamp: at(2).toISOString(),
      previous_phase_output: { plan: ["Add the form", "Call the bank"], success_criteria: "A card is charged." },
      instructions: "Read the plan and the requirements.",
    },
    notes: "Start with the form.\nThe bank's sandbox is slow.",
    headSha: head,
    by: maria,
    at: at(2),
    ...over,
  };
}

export function event(over: Partial<RecordedEvent> = {}): RecordedEvent {
  return {
    seq: 1,
    type: "stepped",
    by: maria,
    data: { from_state: "discovery", to_state: "planning" },
    cause: "delivery:1#0",
    at: at(1),
    ...over,
  };
}

export function check(name: string, over: Partial<Check> = {}): Check {
  return {
    id: `check_run:${name}`,
    order: 1,
    kind: "check_run",
    suiteId: 1,
    name,
    app: "github-actions",
    status: "completed",
    conclusion: "success",
    url: `https://github.com/acme/shop/actions/runs/1/job/${name}`,
    summary: null,
    changedAt: at(5),
    ...over,
  };
}

/** Evidence of checks on the head, read long after they changed. */
export function checks(...runs: readonly Check[]) {
  return { ...noEvidence, checks: { readAt: at(9), headSha: head, runs, suites: [] } };
}
