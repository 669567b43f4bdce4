import { decisiveDeployment } from "../deployments.ts";
import type { Derived, Deriving } from "./derived.ts";
import type { Deployment, DeploymentsEvidence } from "../evidence.ts";
import type { Intent } from "../intent.ts";
import { storable } from "../storable.ts";
import type { Workflow } from "../workflow.ts";
import { acceptFirst, completeBy, cut, cutName, setBackBy } from "./factual-intents.ts";

/** What the deployments say in deployment, and of a handoff to it, where the rules let them complete it. */
export function factOfDeployments({ workflow, policy }: Deriving, evidence: DeploymentsEvidence): Derived {
  const decisive = policy.deployment.completeOn === "deployment" ? decisiveDeployment(evidence, policy) : null;
  const intent = decisive === null ? null : outcomeOf(decisive, workflow, evidence.readAt);
  return { intent: acceptFirst(workflow, evidence.readAt, intent), lookAgainAt: null };
}

function outcomeOf(deployment: Deployment, { failedRuns }: Workflow, at: Date): Intent | null {
  const { id, creator, url, changedAt } = deployment;
  const environment = cutName(deployment.environment);
  switch (deployment.state) {
    case "pending":
      return null;
    case "success":
      return completeBy(at, {
        deployment_successful: true,
        deployed_at: changedAt.toISOString(),
        deployment: storable({ id, environment, creator: cutName(creator), url: url === null ? null : cut(url, 1000) }),
      });
    case "failure": {
      if (failedRuns.includes(id)) return null;
      const finding = { id, kind: "deployment", name: environment, outcome: "failure", url, summary: null } as const;
      return setBackBy("fail", { at, reason: `The deployment to ${environment} failed`, findings: [finding] });
    }
  }
}
