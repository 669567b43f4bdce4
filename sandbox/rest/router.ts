import { Hono } from "hono";
import { getPath } from "hono/utils/url";
import { GitHubError } from "../github-error.ts";
import { fullName } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import type { Api, ApiEnvironment } from "./api.ts";
import { actionsRunRoutes } from "./actions-runs.ts";
import { appRoutes } from "./app.ts";
import { checkRunRoutes } from "./check-runs.ts";
import { checkSuiteRoutes } from "./check-suites.ts";
import { collaboratorRoutes } from "./collaborators.ts";
import { commitRoutes } from "./commits.ts";
import { contentRoutes } from "./contents.ts";
import { deploymentRoutes } from "./deployments.ts";
import { dispatchRoutes } from "./dispatches.ts";
import { gate } from "./gate.ts";
import { hookDeliveryRoutes } from "./hook-deliveries.ts";
import { issueCommentRoutes } from "./issue-comments.ts";
import { issueLabelRoutes } from "./issue-labels.ts";
import { issueRoutes } from "./issues.ts";
import { labelRoutes } from "./labels.ts";
import { mergeRoutes } from "./merges.ts";
import { metaRoutes } from "./meta.ts";
import { organizationRoutes } from "./organizations.ts";
import { pullRoutes } from "./pulls.ts";
import { reactionRoutes } from "./reactions.ts";
import { refRoutes } from "./refs.ts";
import { refuse } from "./refuse.ts";
import { repositoryRoutes } from "./repositories.ts";
import { reviewRequestRoutes } from "./review-requests.ts";
import { reviewRoutes } from "./reviews.ts";
import { serveWith } from "./serve.ts";
import type { ServeOptions } from "./serve-options.ts";
import { statusRoutes } from "./statuses.ts";

const families = [
  appRoutes,
  repositoryRoutes,
  issueRoutes,
  issueCommentRoutes,
  reactionRoutes,
  labelRoutes,
  issueLabelRoutes,
  pullRoutes,
  reviewRoutes,
  reviewRequestRoutes,
  mergeRoutes,
  checkRunRoutes,
  checkSuiteRoutes,
  statusRoutes,
  // What hangs on a commit comes first: the path of a commit takes in everything below it.
  commitRoutes,
  refRoutes,
  contentRoutes,
  deploymentRoutes,
  dispatchRoutes,
  actionsRunRoutes,
  collaboratorRoutes,
  organizationRoutes,
];

/** All of REST, with what happens around every request. */
export function createRouter(world: World, options: ServeOptions): Api {
  const api: Api = new Hono<ApiEnvironment>({ getPath: (request: Request) => pathById(world, getPath(request)) });
  api.use(serveWith(world, options));
  api.use(gate(world, options.limits));
  for (const routes of families) api.route("/", routes(world));
  api.route("/", metaRoutes(world, options.limits));
  api.route("/", hookDeliveryRoutes(world, options.deliveries));
  api.notFound((c) => refuse(c, new GitHubError(404, "Not Found")));
  api.onError((error, c) => refuse(c, error));
  return api;
}

/** `/repositories/<id>/…` is the same place as `/repos/<owner>/<name>/…`; redirects lead there. */
function pathById(world: World, path: string): string {
  const [, id, rest = ""] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
  const repository = id === undefined ? undefined : world.repositories.get(Number(id));
  return repository === undefined ? path : `/repos/${fullName(repository)}${rest}`;
}
