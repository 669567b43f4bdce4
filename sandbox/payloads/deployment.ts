import type { Deployment, DeploymentStatus } from "../state/deployment.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { appShape } from "./app.ts";
import { nodeId, stamp } from "./json.ts";
import type { Json } from "./json.ts";
import { repositoryUrl } from "./repository.ts";
import { userShape } from "./user.ts";

export function deploymentShape(world: World, repository: Repository, deployment: Deployment): Json {
  const url = `${repositoryUrl(world, repository)}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId("DE", deployment.id),
    task: deployment.task,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    created_at: stamp(deployment.createdAt),
    updated_at: stamp(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(world, repository),
    creator: userShape(world, deployment.creator),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    transient_environment: false,
    production_environment: deployment.environment === "production",
    performed_via_github_app: deployment.app === null ? null : appShape(world, deployment.app),
  };
}

export function deploymentStatusShape(
  world: World,
  repository: Repository,
  about: { deployment: Deployment; status: DeploymentStatus },
): Json {
  const { deployment, status } = about;
  const deploymentUrl = `${repositoryUrl(world, repository)}/deployments/${deployment.id}`;
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DES", status.id),
    state: status.state,
    creator: userShape(world, status.creator),
    description: status.description,
    environment: deployment.environment,
    target_url: status.targetUrl,
    created_at: stamp(status.createdAt),
    updated_at: stamp(status.createdAt),
    deployment_url: deploymentUrl,
    repository_url: repositoryUrl(world, repository),
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: status.app === null ? null : appShape(world, status.app),
  };
}
