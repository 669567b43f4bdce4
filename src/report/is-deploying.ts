import { decisiveDeployment } from "../workflow/deployments.ts";
import type { ReportInput } from "./report.ts";

/** Whether a deployment that completes the phase by itself is under way. */
export function isDeploying({ workflow, evidence }: Pick<ReportInput, "workflow" | "evidence">): boolean {
  const { currentState, policy } = workflow;
  if (currentState !== "deployment" || policy.deployment.completeOn !== "deployment") return false;
  return evidence.deployments !== null && decisiveDeployment(evidence.deployments, policy)?.state === "pending";
}
