import type { Allowed } from "../workflow/decision.ts";
import type { IntentKind } from "../workflow/intent.ts";
import { permissionNames } from "./missing-text.ts";
import { stateNames } from "./state-names.ts";
import { anyOf, showRole } from "./who.ts";

/** What somebody does or says to ask for an intent. */
export const waysToAsk: Readonly<Record<IntentKind, string>> = {
  start: "`/start`",
  advance: "`/advance`",
  accept: "`/accept`",
  retry: "`/retry`",
  rollback: "`/rollback <state>`",
  fail: "`/fail <reason>`",
  hold: "`/hold <reason>`",
  unhold: "`/unhold`",
  cancel: "`/cancel`",
  reload: "`/reload`",
  push: "Pushing commits",
  close: "Closing the pull request",
  reopen: "Reopening the pull request",
  merge: "Merging the pull request",
  claim: "A heartbeat over the API",
  lapse: "Silence",
};

/** What is worth naming of what is allowed: where a handoff can be accepted, advancing it is the same. */
export function worthNaming<Each extends Pick<Allowed, "intent">>(allowed: readonly Each[]): readonly Each[] {
  const isHandoff = allowed.some(({ intent }) => intent === "accept");
  return isHandoff ? allowed.filter(({ intent }) => intent !== "advance") : allowed;
}

/** What an allowed intent brings about. */
export function allowedEffect({ intent, target }: Pick<Allowed, "intent" | "target">): string {
  const goal = target === null ? null : stateNames[target];
  switch (intent) {
    case "start":
      return "begins a build relay";
    case "advance":
      return goal === null ? "completes this state" : `completes this state and goes on to ${goal}`;
    case "accept":
      return goal === null ? "takes the baton" : `takes the baton and begins ${goal}`;
    case "retry":
      return goal === null ? "takes the work up again" : `begins ${goal} again`;
    case "rollback":
      return goal === null ? "goes back to an earlier state" : `goes back to ${goal}`;
    case "fail":
      return "gives up for now and ends in Error";
    case "hold":
      return "stops everything until somebody resumes it";
    case "unhold":
      return "resumes where it stopped";
    case "cancel":
      return "ends the relay for good";
    case "reload":
      return "takes the rules as they are now";
    case "push":
      return "changes what is being built";
    case "close":
      return "cancels the relay until the pull request is reopened";
    case "reopen":
      return "resumes where it was";
    case "merge":
      return "is noticed by the relay";
    case "claim":
      return "takes the phase on";
    case "lapse":
      return "frees what an agent took on";
  }
}

/** Who may ask for it. */
export function allowedTo({ intent, roles, permission }: Omit<Allowed, "target">): string {
  const who = intent === "unhold" ? ["whoever put it on hold"] : roles.map(showRole);
  if (permission !== null) who.push(`anyone with ${permissionNames[permission]}`);
  return who.length === 0 ? "anyone" : anyOf(who);
}
