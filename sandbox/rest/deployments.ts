import { z } from "zod";
import { createDeployment, setDeploymentStatus } from "../actions/deployments.ts";
import { GitHubError, notFound } from "../github-error.ts";
import { deploymentShape, deploymentStatusShape } from "../payloads/deployment.ts";
import type { Deployment } from "../state/deployment.ts";
import { resolveRef } from "../state/git.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { bodyOf } from "./body.ts";
import { enter, idParameter } from "./enter.ts";
import { listing } from "./pages.ts";

const creation = z.object({
  ref: z.string(),
  task: z.string().optional(),
  environment: z.string().default("production"),
  description: z.string().nullish(),
  payload: z.union([z.record(z.string(), z.unknown()), z.string()]).optional(),
});

const statusCreation = z.object({
  state: z.enum(["error", "failure", "inactive", "in_progress", "queued", "pending", "success"]),
  description: z.string().max(140).optional(),
  target_url: z.string().optional(),
  log_url: z.string().optional(),
  environment_url: z.string().optional(),
  auto_inactive: z.boolean().optional(),
});

export function deploymentRoutes(world: World): Api {
  const api = newApi();
  const all = "/repos/:owner/:repo/deployments";
  const one = `${all}/:deployment`;
  api.get(all, (c) => {
    const { repository } = enter(world, c, "deployments:read");
    const deployments = repository.deployments.filter(isAskedFor(c)).toReversed();
    return listing(c, deployments, (deployment) => deploymentShape(world, repository, deployment));
  });
  api.post(all, (c) => {
    const { repository, actor } = enter(world, c, "deployments:write", "write");
    const input = bodyOf(c, "Deployment", creation);
    const commit = resolveRef(repository, input.ref);
    if (commit === undefined) throw new GitHubError(422, `No ref found for: ${input.ref}`);
    const deployment = createDeployment(world, repository, { actor, ...input, sha: commit.sha });
    return c.json(deploymentShape(world, repository, deployment), 201);
  });
  api.get(one, (c) => {
    const { repository } = enter(world, c, "deployments:read");
    return c.json(deploymentShape(world, repository, deploymentIn(repository, c)));
  });
  api.get(`${one}/statuses`, (c) => {
    const { repository } = enter(world, c, "deployments:read");
    const deployment = deploymentIn(repository, c);
    const statuses = deployment.statuses.toReversed();
    return listing(c, statuses, (status) => deploymentStatusShape(world, repository, { deployment, status }));
  });
  api.get(`${one}/statuses/:status`, (c) => {
    const { repository } = enter(world, c, "deployments:read");
    const deployment = deploymentIn(repository, c);
    const id = idParameter(c, "status");
    const status = deployment.statuses.find((candidate) => candidate.id === id);
    if (status === undefined) throw notFound();
    return c.json(deploymentStatusShape(world, repository, { deployment, status }));
  });
  api.post(`${one}/statuses`, (c) => {
    const { repository, actor } = enter(world, c, "deployments:write", "write");
    const deployment = deploymentIn(repository, c);
    const body = bodyOf(c, "DeploymentStatus", statusCreation);
    const { state, description, environment_url: environmentUrl, auto_inactive: autoInactive } = body;
    const input = {
      actor,
      state,
      description,
      environmentUrl,
      autoInactive,
      targetUrl: body.log_url ?? body.target_url,
    };
    const status = setDeploymentStatus(world, repository, { deployment, input });
    return c.json(deploymentStatusShape(world, repository, { deployment, status }), 201);
  });
  return api;
}

function deploymentIn(repository: Repository, c: Call): Deployment {
  const id = idParameter(c, "deployment");
  const deployment = repository.deployments.find((candidate) => candidate.id === id);
  if (deployment === undefined) throw notFound();
  return deployment;
}

function isAskedFor(c: Call): (deployment: Deployment) => boolean {
  const { sha, ref, task, environment } = c.req.query();
  return (deployment) =>
    (sha === undefined || deployment.sha === sha) &&
    (ref === undefined || deployment.ref === ref) &&
    (task === undefined || deployment.task === task) &&
    (environment === undefined || deployment.environment === environment);
}
