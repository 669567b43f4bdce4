import { reasonTexts } from "../../report/reasons.ts";
import type { Allowed, Missing, Refusal, RefusalReason } from "../../workflow/decision.ts";
import { missingAsJson } from "../../workflow/missing-as-json.ts";
import { Problem } from "./problem.ts";
import type { ProblemType } from "./problem-types.ts";

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
    default:
      return reasonTexts[reason].why.replaceAll("`", "");
  }
}

/** A token has no permission on GitHub; what takes one there takes the scope here. */
function wireMissing(missing: Missing): Readonly<Record<string, unknown>> {
  switch (missing.kind) {
    case "permission":
      return { kind: "scope", scope: missing.least === "write" ? "any_role" : "operator" };
    case "role":
      return { kind: "role", one_of: missing.oneOf };
    case "result":
      return { kind: "result", pointer: pointerOf(missing.path), problem: missing.problem };
    case "approvals":
      return {
        kind: "approvals",
        have: missing.have,
        need: missing.need,
        changes_requested_by: missing.changesRequestedBy ?? [],
      };
    default:
      return missingAsJson(missing);
  }
}

/** The path of a phase result's fault, `a.b[0]`, as a pointer into the body. */
function pointerOf(path: string): string {
  const keys = path.replaceAll(/\[(\d+)\]/g, ".$1").split(".");
  return `/phase_result${keys.map((key) => (key === "" ? "" : `/${key}`)).join("")}`;
}

function wireAllowed({ intent, target, roles, permission }: Allowed) {
  return { action: intent, leads_to: target, roles, scope: permission === "maintain" ? "operator" : null };
}
