import type { Policy } from "../workflow/policy.ts";
import type { CheckOutcome } from "./check-outcome.ts";
import { startText } from "./start-text.ts";

/** The check run "Baton" on a pull request without a workflow, where the rules let such a one pass. */
export function renderNoWorkflow(headSha: string, start: Policy["start"]): CheckOutcome {
  return {
    name: "Baton",
    headSha,
    externalId: `no_workflow:${headSha}`,
    conclusion: "neutral",
    title: "No relay runs here",
    summary: `The rules of this repository let a pull request pass without a relay. ${startText(start)} to begin one.`,
    annotations: [],
  };
}
