import type { Deployment, DeploymentsEvidence } from "./evidence.ts";
import type { Policy } from "./policy.ts";

/** The newest deployment of what the workflow ships, to the place and by whom the rules say; null when there is none. */
export function decisiveDeployment(evidence: DeploymentsEvidence, policy: Policy): Deployment | null {
  const { environment, creator } = policy.deployment;
  const counts = (deployment: Deployment) =>
    deployment.containsHead &&
    (environment === null || deployment.environment === environment) &&
    (creator === null || isCreator(deployment.creator, creator));
  return evidence.deployments.find(counts) ?? null;
}

/** The rules name an App by its slug; GitHub's login for it has `[bot]` behind. Logins ignore case. */
export function isCreator(login: string, named: string): boolean {
  const [a, b] = [login, named].map((name) => name.toLowerCase().replace(/\[bot\]$/, ""));
  return a === b;
}
