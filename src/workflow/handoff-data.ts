import type { HandoffData } from "./decision.ts";
import { instructions } from "./instructions.ts";
import type { Finding } from "./intent.ts";
import type { PhaseResult } from "./phase-results.ts";
import { recoverLimit } from "./recovery.ts";
import { isBefore, phases, type Phase, type State } from "./states.ts";
import type { Workflow } from "./workflow.ts";

/** Why the work goes back, or fails: told to whoever gets it. */
export interface Setback {
  readonly reason: string | null;
  readonly findings: readonly Finding[];
}

/** What the next role is told: what it builds on, what to do and, on the way back, why. `workflow` has entered the state. */
export function handoffData(workflow: Workflow, now: Date, setback: Setback | null): HandoffData {
  const giver = giverOf(workflow);
  const output = giver === null ? null : (workflow.results[giver] ?? null);
  return {
    workflow_id: workflow.id,
    current_phase: workflow.currentState,
    handoff_timestamp: now.toISOString(),
    previous_phase_output: output,
    instructions: instructions[workflow.currentState],
    ...(giver === null ? {} : given[giver](output ?? {}, workflow)),
    ...(setback === null ? {} : setbackData(workflow, setback)),
  };
}

/** The phase whose output is built on: the last one before the state, whichever way the state was entered. */
function giverOf({ currentState, errorFrom }: Workflow): Phase | null {
  const front: State = errorFrom ?? currentState;
  return phases.findLast((phase) => isBefore(phase, front)) ?? null;
}

type Given = (output: PhaseResult, workflow: Workflow) => Readonly<Record<string, unknown>>;

const given: Readonly<Record<Phase, Given>> = {
  discovery: (output, workflow) => ({ requirements: output["requirements"] ?? workflow.metadata.requirements }),
  planning: (output, { results, metadata }) => ({
    implementation_plan: output["plan"] ?? null,
    requirements: output["requirements"] ?? results.discovery?.["requirements"] ?? metadata.requirements,
  }),
  implementation: (output) => ({ code: output["code"] ?? null, test_cases: output["test_cases"] ?? null }),
  testing: (output) => ({
    test_results: output["test_results"] ?? null,
    coverage: output["test_coverage"] ?? null,
  }),
  verification: (output) => ({
    verification_report: output["verification_report"] ?? null,
    approved_for_deployment: output["approved_for_deployment"] ?? null,
  }),
  deployment: () => ({}),
};

function setbackData(workflow: Workflow, { reason, findings }: Setback): Readonly<Record<string, unknown>> {
  const { currentState, errorFrom, phaseRecords } = workflow;
  const attempt = phaseRecords[recoverLimit({ errorFrom: errorFrom ?? currentState })]?.attempts ?? 0;
  const key = currentState === "error" ? "failure_reason" : "retry_reason";
  return { [key]: reason, attempt, evidence: findings };
}
