import type { Call } from "../workflow/policy.ts";
import type { Role } from "../workflow/roles.ts";
import { inertText } from "./inert.ts";
import { showLogins, showRole } from "./who.ts";

/** Who was called for the present turn and how, and why that did not work. */
export interface ShownCall {
  readonly role: Role;
  readonly call: Call;
  /** Null where nothing stands in the way. */
  readonly problem: string | null;
}

/** Who is called for this turn, and how; empty where nobody is, or where it did not work, which is told on top. */
export function callText(shown: ShownCall | null): string {
  if (shown === null || shown.problem !== null) return "";
  return `📣 The ${showRole(shown.role)} is called ${byWay(shown.call)}.`;
}

function byWay(call: Call): string {
  switch (call.way) {
    case "mention":
      return `by a comment that mentions ${showLogins(call.names)}`;
    case "request_review":
      return `by a request for a review of ${showLogins([...call.users, ...call.teams])}`;
    case "actions_workflow":
      return `with the Actions workflow ${inertText(call.file, 100)}`;
  }
}

/** That a role could not be called, why, and what to do. */
export function callProblemText({ role, call, problem }: ShownCall, max: number): string {
  // GitHub's messages end with a full stop or without.
  const why = inertText(problem ?? "", max).replace(/\.+$/, "");
  const again = "Baton tries again every hour while the turn lasts.";
  switch (call.way) {
    case "mention":
      return `The ${showRole(role)} could not be called by a comment: ${why}. ${again}`;
    case "request_review":
      return `Not everybody who plays ${showRole(role)} could be asked for a review: ${why}. ${again}`;
    case "actions_workflow":
      return [
        `The ${showRole(role)} could not be called with the Actions workflow ${inertText(call.file, 100)}: ${why}.`,
        `It must be on the default branch, with the trigger \`workflow_dispatch\` and the inputs of a call. ${again}`,
      ].join(" ");
  }
}
