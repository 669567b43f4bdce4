import { createDeployment, setDeploymentStatus } from "../actions/deployments.ts";
import { setStatus } from "../actions/statuses.ts";
import { requireRole } from "../access/repository-role.ts";
import type { Actor } from "../state/accounts.ts";
import type { CommitStatus } from "../state/commit.ts";
import type { DeploymentState } from "../state/deployment.ts";
import { actorOf, appOf } from "../state/directory.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";

export interface StatusReport {
  readonly by: string;
  readonly sha: string;
  readonly context: string;
  readonly state: CommitStatus["state"];
  readonly description?: string;
  readonly url?: string;
}

export interface DeployReport {
  /** A login, or the slug of an App; github-actions unless told. */
  readonly by?: string;
  readonly app?: string;
  readonly sha: string;
  /** What was deployed by name; the SHA unless told. */
  readonly ref?: string;
  readonly environment: string;
  readonly state: DeploymentState;
  readonly description?: string;
  readonly url?: string;
  /** The deployment that this is about; the latest one of this creator, SHA and environment unless told. */
  readonly deploymentId?: number;
}

export function reportStatus(world: World, repository: Repository, report: StatusReport): void {
  const actor = actorOf(world, report.by);
  requireRole(world, { repository, user: actor.user, needs: "write", to: "set commit statuses" });
  const { sha, context, state, description, url: targetUrl } = report;
  setStatus(world, repository, { actor, sha, context, state, description, targetUrl });
}

/** Reports a deployment's state, making the deployment first where there is none yet. */
export function reportDeployment(world: World, repository: Repository, report: DeployReport): { id: number } {
  const actor = deployer(world, repository, report);
  const { sha, ref = sha, environment, state, description, url: environmentUrl, deploymentId } = report;
  const known = repository.deployments.findLast((one) => {
    if (deploymentId !== undefined) return one.id === deploymentId;
    return one.sha === sha && one.environment === environment && one.creator === actor.user;
  });
  if (deploymentId !== undefined && known === undefined) throw new Error(`There is no deployment ${deploymentId}.`);
  const deployment = known ?? createDeployment(world, repository, { actor, sha, ref, environment });
  setDeploymentStatus(world, repository, { deployment, input: { actor, state, description, environmentUrl } });
  return { id: deployment.id };
}

function deployer(world: World, repository: Repository, report: DeployReport): Actor {
  if (report.by === undefined) {
    const app = appOf(world, report.app ?? "github-actions");
    return { user: app.bot, app };
  }
  const actor = actorOf(world, report.by);
  requireRole(world, { repository, user: actor.user, needs: "write", to: "report deployments" });
  return actor;
}
