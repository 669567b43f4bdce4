import type { Suite } from "./evidence.ts";

/** GitHub Actions as an App. */
export const actionsApp = "github-actions";

/**
 * Whether GitHub Actions waits for a person: what an agent or a first-time contributor pushed runs only once somebody with
 * write access approves it. Until then there are no check runs, only a suite that says so.
 * https://docs.github.com/en/actions/how-tos/manage-workflow-runs/approve-runs-from-forks
 */
export function awaitsApproval({ app, completed, conclusion, runCount }: Suite): boolean {
  return app === actionsApp && completed && conclusion === "action_required" && runCount === 0;
}
