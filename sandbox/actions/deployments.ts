import { deploymentShape, deploymentStatusShape } from "../payloads/deployment.ts";
import type { Actor } from "../state/accounts.ts";
import type { Deployment, DeploymentState, DeploymentStatus } from "../state/deployment.ts";
import type { Repository } from "../state/repository.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";

export interface DeploymentInput {
  readonly actor: Actor;
  readonly sha: string;
  readonly ref: string;
  readonly environment: string;
  readonly task?: string | undefined;
  readonly description?: string | null | undefined;
  readonly payload?: unknown;
}

export function createDeployment(world: World, repository: Repository, input: DeploymentInput): Deployment {
  const { actor, sha, ref, environment, task = "deploy", description = null, payload = {} } = input;
  const at = now(world);
  const deployment: Deployment = {
    id: world.nextId(),
    sha,
    ref,
    task,
    environment,
    description,
    payload,
    creator: actor.user,
    app: actor.app,
    createdAt: at,
    updatedAt: at,
    statuses: [],
  };
  repository.deployments.push(deployment);
  const body = { deployment: deploymentShape(world, repository, deployment), workflow: null, workflow_run: null };
  world.emit({ name: "deployment", action: "created", sender: actor, repository, body });
  return deployment;
}

export interface DeploymentStatusInput {
  readonly actor: Actor;
  readonly state: DeploymentState;
  readonly description?: string | undefined;
  readonly targetUrl?: string | undefined;
  readonly environmentUrl?: string | undefined;
  /** Whether a success makes earlier deployments to the environment inactive, as GitHub does unless told otherwise. */
  readonly autoInactive?: boolean | undefined;
}

export function setDeploymentStatus(
  world: World,
  repository: Repository,
  about: { deployment: Deployment; input: DeploymentStatusInput },
): DeploymentStatus {
  const { deployment, input } = about;
  const status = appendStatus(world, deployment, input);
  if (input.state === "success" && (input.autoInactive ?? true)) {
    for (const other of repository.deployments) {
      const isReplaced = other !== deployment && other.environment === deployment.environment;
      if (isReplaced && other.statuses.at(-1)?.state === "success") {
        appendStatus(world, other, { actor: input.actor, state: "inactive" });
      }
    }
  }
  // GitHub keeps silent about deployments that become inactive.
  if (input.state === "inactive") return status;
  world.emit({
    name: "deployment_status",
    action: "created",
    sender: input.actor,
    repository,
    body: {
      deployment_status: deploymentStatusShape(world, repository, { deployment, status }),
      deployment: deploymentShape(world, repository, deployment),
      check_run: null,
      workflow: null,
      workflow_run: null,
    },
  });
  return status;
}

function appendStatus(world: World, deployment: Deployment, input: DeploymentStatusInput): DeploymentStatus {
  const { actor, state, description = "", targetUrl = "", environmentUrl = "" } = input;
  const status: DeploymentStatus = {
    id: world.nextId(),
    state,
    creator: actor.user,
    app: actor.app,
    description,
    targetUrl,
    environmentUrl,
    logUrl: targetUrl,
    createdAt: now(world),
  };
  deployment.statuses.push(status);
  deployment.updatedAt = status.createdAt;
  return status;
}
