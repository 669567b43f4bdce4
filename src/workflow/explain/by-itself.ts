import { judgeChecks } from "../checks.ts";
import { deadlineOf } from "../deadline.ts";
import type { Evidence } from "../evidence.ts";
import type { Automatic } from "../explanation.ts";
import type { OnFailure, Policy } from "../policy.ts";
import { isHandoffState, stateFacts } from "../states.ts";
import type { Workflow } from "../workflow.ts";

interface Given {
  readonly workflow: Workflow;
  readonly policy: Policy;
  readonly evidence: Evidence;
  readonly looksAt?: Date | null;
}

/** What Baton does without being asked: nothing while the work is held, and in error only look. */
export function byItself(given: Given): readonly Automatic[] {
  const { workflow, looksAt = null } = given;
  if (workflow.status !== "open" || workflow.hold !== null) return [];
  const deadline = deadlineOf(workflow);
  return [
    ...accepting(workflow),
    ...following(given),
    ...(deadline === null ? [] : [{ does: "fail", once: "time_is_up", at: deadline } as const]),
    ...(looksAt === null ? [] : [{ does: "look", once: "time_is_up", at: looksAt } as const]),
  ];
}

function accepting({ currentState, policy }: Workflow): readonly Automatic[] {
  const { nextRole } = stateFacts[currentState];
  if (!isHandoffState(currentState) || nextRole === null || policy.roles[nextRole].accept !== "automatic") return [];
  return [{ does: "accept", once: "now", at: null }];
}

/** What follows from facts of GitHub's in the state, or in the handoff to it. */
function following({ workflow, policy, evidence }: Given): readonly Automatic[] {
  const { verification, deployment, testing } = policy;
  switch (workflow.currentState) {
    case "testing": {
      const { verdict, settlesAt } = judgeChecks(evidence.checks, workflow, policy);
      if (verdict === "none") return [];
      return [{ does: "advance", once: "checks_passed", at: settlesAt }, ...setback("check_failed", testing.onFailure)];
    }
    case "handoff_to_verifier":
    case "verification":
      return [
        ...(verification.approvals > 0 ? [advancing("approved")] : []),
        ...setback("changes_requested", verification.onChangesRequested),
      ];
    case "handoff_to_releaser":
    case "deployment":
      if (deployment.completeOn === "merge") return [advancing("merged")];
      return deployment.completeOn === "deployment"
        ? [advancing("deployed"), ...setback("deployment_failed", "fail")]
        : [];
    default:
      return [];
  }
}

function advancing(once: Automatic["once"]): Automatic {
  return { does: "advance", once, at: null };
}

function setback(once: Automatic["once"], does: OnFailure): readonly Automatic[] {
  return does === "nothing" ? [] : [{ does, once, at: null }];
}
