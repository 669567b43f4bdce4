import { reasonTexts } from "../../report/reasons.ts";
import type { Refusal, RefusalReason } from "../../workflow/decision.ts";
import { Problem } from "./problem.ts";
import type { ProblemType } from "./problem-types.ts";
import { wireAllowed, wireMissing } from "./wire-ways.ts";

/** What the machine's refusal is to somebody who called the API: what is missing, and what would be taken from whom. */
export function refusalProblem(refusal: Refusal): Problem {
  const { reason, state, missing, allowed } = refusal;
  return new Problem(typeOf[reason], {
    detail: detailOf(refusal),
    more: {
      reason,
      current_state: state,
      missing: missing.map(wireMissing),
      allowed: allowed.map(wireAllowed),
    },
  });
}

const typeOf: Readonly<Record<RefusalReason, ProblemType>> = {
  no_workflow: "not-found",
  already_open: "already-open",
  pull_not_open: "pull-not-open",
  finished: "finished",
  not_permitted: "missing-scope",
  not_your_role: "wrong-role",
  same_person: "same-person",
  stale: "stale-state",
  wrong_state: "stale-state",
  wrong_head: "stale-head",
  held: "held",
  already_held: "held",
  not_held: "not-reachable",
  checks_missing: "guards-missing",
  approvals_missing: "guards-missing",
  draft: "guards-missing",
  negative_result: "negative-result",
  result_in_handoff: "invalid-result",
  invalid_result: "invalid-result",
  retry_not_here: "not-reachable",
  phase_only_in_error: "not-reachable",
  phase_too_late: "not-reachable",
  not_earlier: "not-reachable",
  merged: "merged",
  not_reachable: "not-reachable",
  rules_broken: "not-reachable",
  start_by_label: "not-reachable",
  claimed: "claimed",
  claim_lost: "claim-lost",
};

function detailOf({ reason, state, missing }: Refusal): string {
  const roles = missing.flatMap((each) => (each.kind === "role" ? each.oneOf : []));
  switch (reason) {
    case "not_your_role":
      return `Only ${roles.join(" or ")} may do this in ${String(state)}.`;
    case "not_permitted":
      return "Only a token with the scope operator may do this.";
    case "wrong_state":
      return `The workflow is in ${String(state)}.`;
    case "negative_result":
      return "The result says that the phase did not succeed. Ask for a retry, or name error as the next state.";
    case "result_in_handoff":
      return "In a handoff nobody is at work, so there is no result to give; accept it without one.";
    case "claimed":
      return "Somebody else has taken the phase on. Leave it to them; it is free again once they are not heard of in time.";
    case "claim_lost":
      return "The claim with this fence is gone. Stop, or take the phase on anew with a heartbeat where nobody has it.";
    default:
      return reasonTexts[reason].why.replaceAll("`", "");
  }
}
