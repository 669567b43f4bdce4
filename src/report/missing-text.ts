import type { CheckStanding, Missing } from "../workflow/decision.ts";
import { codeWord } from "./code-word.ts";
import { inertText } from "./inert.ts";
import { stateNames } from "./state-names.ts";
import { showTime } from "./time.ts";
import { anyOf, showActor, showCommit, showLogins, showRole } from "./who.ts";

/** What is missing, each as an item of a list. */
export function missingTexts(missing: readonly Missing[]): readonly string[] {
  const roles = missing.flatMap((each) => (each.kind === "role" ? each.oneOf.map(showRole) : []));
  const permissions = missing.flatMap((each) => (each.kind === "permission" ? [permissionNames[each.least]] : []));
  // Where a role is asked for, a permission that is named as well is another way, not one more condition.
  if (roles.length === 0 || permissions.length === 0) return missing.map(missingText);
  const others = missing.filter((each) => each.kind !== "role" && each.kind !== "permission");
  const who = anyOf([...roles, ...permissions.map((name) => `anyone with ${name}`)]);
  return [`It is for ${who} to say.`, ...others.map(missingText)];
}

function missingText(missing: Missing): string {
  switch (missing.kind) {
    case "permission":
      return `It needs ${permissionNames[missing.least]} to this repository.`;
    case "role":
      return `It is for ${anyOf(missing.oneOf.map(showRole))} to say.`;
    case "check":
      return `Check ${checkName(missing)}: ${standingTexts[missing.status]}.`;
    case "approval_to_run":
      return "GitHub Actions runs nothing here until somebody with write access approves it, at the end of the pull request.";
    case "any_check":
      return "No check has reported on this commit.";
    case "settled":
      return `The checks have only just changed; they count from ${showTime(missing.at)} on if nothing new comes.`;
    case "approvals": {
      const against = missing.changesRequestedBy ?? [];
      const changes = against.length === 0 ? "" : ` Changes are requested by ${showLogins(against)}.`;
      return `Approvals of the newest commit: ${String(missing.have)} of ${String(missing.need)}.${changes}`;
    }
    case "ready_for_review":
      return "Mark the pull request as ready for review.";
    case "result":
      return `In the result, at ${inertText(missing.path, 100) || "the top"}: ${inertText(missing.problem, 300)}.`;
    case "positive_result":
      return `The result says \`${codeWord(missing.key)}: false\`.`;
    case "state":
      return `The relay is in ${stateNames[missing.expected]}.`;
    case "phase":
      return `The latest phase to recover to is ${stateNames[missing.latest]}.`;
    case "head":
      return `The newest commit is ${showCommit(missing.current)}.`;
    case "unhold": {
      const reason = missing.reason === null ? "" : ` (${inertText(missing.reason, 200)})`;
      return `${showActor(missing.by)} put it on hold${reason}.`;
    }
    case "claim": {
      const until = missing.until === null ? "" : `, until ${showTime(missing.until)} unless they are heard of`;
      return `${showActor(missing.by)} has taken it on${until}.`;
    }
  }
}

/** A check that nobody has reported may have to come from one App, which is then worth knowing. */
export function checkName({ name, app, status }: Pick<MissingCheck, "name" | "app" | "status">, max = 100): string {
  const from = status === "absent" && app !== null ? ` of the App ${inertText(app, Math.min(60, max))}` : "";
  return `${inertText(name, max)}${from}`;
}

type MissingCheck = Extract<Missing, { kind: "check" }>;

export const permissionNames = { write: "write access", maintain: "maintain or admin access" } as const;

export const standingTexts: Readonly<Record<CheckStanding, string>> = {
  passed: "passed",
  failed: "failed",
  running: "still running",
  blocked: "cancelled, or waiting for somebody to allow it",
  absent: "has not reported yet",
};
