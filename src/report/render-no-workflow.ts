import type { CheckOutcome } from "./check-outcome.ts";

/** The check run "Baton" on a pull request without a workflow, where the rules let such a one pass. */
export function renderNoWorkflow(headSha: string): CheckOutcome {
  return {
    name: "Baton",
    headSha,
    externalId: `no_workflow:${headSha}`,
    conclusion: "neutral",
    title: "No relay runs here",
    summary: "The rules of this repository let a pull request pass without a relay. Comment `/start` to begin one.",
    annotations: [],
  };
}
