import { lacksMaintain, lacksRole, rolesToAdvance } from "../authority.ts";
import { lacksClaim } from "../claims.ts";
import type { Decision, Missing } from "../decision.ts";
import { enterState } from "../enter-state.ts";
import { blocksToLeave } from "../guards.ts";
import { lacksHead } from "../head.ts";
import { missingAsJson } from "../missing-as-json.ts";
import { parsePhaseResult } from "../phase-results.ts";
import { isSamePerson } from "../same-person.ts";
import { isPhase, nextState, type Phase, type State } from "../states.ts";
import type { Workflow } from "../workflow.ts";
import { moved, refuse, type Context } from "./context.ts";

/** Completes the current state: a phase with its result, a handoff by accepting it. */
export function advance(context: Context<"advance">): Decision {
  const { workflow, intent, evidence } = context;
  const { currentState } = workflow;
  if (intent.from !== null && intent.from !== currentState) {
    return refuse(context, "wrong_state", [{ kind: "state", expected: currentState }]);
  }
  const to = nextState(currentState);
  if (to === null) return refuse(context, "not_reachable");
  const head = lacksHead(workflow, intent.headSha, evidence.pull);
  if (head !== null) return refuse(context, "wrong_head", [head]);
  const roleLack = lacksRole(intent.by, rolesToAdvance(currentState));
  const lack = intent.force ? lacksMaintain(intent.by) : roleLack;
  if (lack !== null) return refuse(context, lack.reason, lack.missing);
  const passed = { to, missing: roleLack?.missing ?? [] };
  if (isPhase(currentState)) return complete(context, currentState, passed);
  return intent.result === null ? step(context, workflow, passed) : refuse(context, "result_in_handoff");
}

interface Passed {
  readonly to: State;
  /** What was missing and is forced past. */
  readonly missing: readonly Missing[];
}

function complete(context: Context<"advance">, phase: Phase, { to, missing }: Passed): Decision {
  const { workflow, intent, policy, evidence } = context;
  if (isSamePerson(workflow, policy, intent.by)) return refuse(context, "same_person");
  const claim = lacksClaim(workflow, intent);
  if (claim !== null && !(intent.force && claim.reason === "claimed")) {
    return refuse(context, claim.reason, claim.missing);
  }
  const parsed = parsePhaseResult(phase, intent.result ?? {});
  const problems = parsed.ok ? (context.resultProblems ?? []) : parsed.problems;
  if (!parsed.ok || problems.length > 0) {
    return refuse(
      context,
      "invalid_result",
      problems.map((problem): Missing => ({ kind: "result", ...problem })),
    );
  }
  const result = intent.result === null ? null : parsed.result;
  const blocks = blocksToLeave({ phase, by: intent.by, result, workflow, policy, evidence });
  const blockedBy = [...(claim?.missing ?? []), ...blocks.flatMap((block) => block.missing)];
  const [first] = blocks;
  if (first !== undefined && !intent.force) return refuse(context, first.reason, blockedBy);
  const results = result === null ? workflow.results : { ...workflow.results, [phase]: result };
  return step(context, { ...workflow, results }, { to, missing: [...missing, ...blockedBy] });
}

function step(context: Context<"advance">, workflow: Workflow, { to, missing }: Passed): Decision {
  const { intent, now } = context;
  const { by, at, notes, force } = intent;
  const data = force ? { forced: true, missing: missing.map(missingAsJson) } : {};
  const entered = enterState(workflow, { to, kind: "step", event: "stepped", by, at, now, notes, data });
  return moved(context, entered.workflow, [entered.move]);
}
