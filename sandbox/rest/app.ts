import { z } from "zod";
import type { Caller } from "../access/caller.ts";
import { grantsAny } from "../access/grants.ts";
import { requireAccess } from "../access/require.ts";
import { GitHubError, notFound } from "../github-error.ts";
import { appShape, installationShape } from "../payloads/app.ts";
import { stamp } from "../payloads/json.ts";
import { repositoryShape } from "../payloads/repository.ts";
import type { App, Installation, Permissions } from "../state/accounts.ts";
import { tokenText } from "../state/create-world.ts";
import { covers, findRepository, installationOn } from "../state/directory.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { bodyOf } from "./body.ts";
import { idParameter, parameter } from "./enter.ts";
import { listing, page } from "./pages.ts";

const tokenLifeMs = 60 * 60 * 1000;

const tokenRequest = z.object({
  permissions: z.record(z.string(), z.enum(["read", "write", "admin"])).optional(),
  repositories: z.array(z.string()).optional(),
  repository_ids: z.array(z.number()).optional(),
});

/** What an App does in its own name, and how it gets the tokens for everything else. */
export function appRoutes(world: World): Api {
  const api = newApi();
  api.get("/app", (c) => c.json(appShape(world, requireApp(c))));
  api.get("/app/installations", (c) => {
    requireApp(c);
    return listing(c, [...world.installations.values()], (one) => installationShape(world, one));
  });
  api.get("/app/installations/:id", (c) => {
    requireApp(c);
    return c.json(installationShape(world, installationIn(world, c)));
  });
  api.post("/app/installations/:id/access_tokens", (c) => {
    requireApp(c);
    return issueToken(world, c, installationIn(world, c));
  });
  api.get("/repos/:owner/:repo/installation", (c) => {
    requireApp(c);
    const repository = findRepository(world, parameter(c, "owner"), parameter(c, "repo"));
    const installation = repository === undefined ? undefined : installationOn(world, repository);
    if (installation === undefined) throw notFound();
    return c.json(installationShape(world, installation));
  });
  api.get("/orgs/:org/installation", (c) => {
    requireApp(c);
    const login = parameter(c, "org").toLowerCase();
    const installation = [...world.installations.values()].find((one) => one.account.login.toLowerCase() === login);
    if (installation === undefined) throw notFound();
    return c.json(installationShape(world, installation));
  });
  api.get("/installation/repositories", (c) => {
    const caller = c.get("caller");
    if (caller.kind !== "installation") throw new GitHubError(403, "Resource not accessible by this token");
    const repositories = [...world.repositories.values()].filter((one) => isReached(world, caller, one));
    return c.json({
      total_count: repositories.length,
      repository_selection: caller.installation.selection,
      repositories: page(c, repositories).map((one) => repositoryShape(world, one)),
    });
  });
  return api;
}

export function requireApp(c: Call): App {
  const caller = c.get("caller");
  if (caller.kind === "app") return caller.app;
  throw new GitHubError(401, "A JSON web token could not be decoded");
}

function installationIn(world: World, c: Call): Installation {
  const installation = world.installations.get(idParameter(c, "id"));
  if (installation === undefined) throw notFound();
  return installation;
}

function issueToken(world: World, c: Call, installation: Installation): Response {
  if (installation.suspendedAt !== null) throw new GitHubError(403, "This installation has been suspended");
  const wanted = bodyOf(c, "AccessToken", tokenRequest);
  const permissions: Permissions = wanted.permissions ?? installation.app.permissions;
  for (const [name, level] of Object.entries(permissions)) {
    if (!grantsAny(installation.app.permissions, [`${name}:${level}`])) {
      throw new GitHubError(422, "The permissions requested are not granted to this installation.");
    }
  }
  const chosen = chosenRepositories(world, installation, wanted);
  const token = tokenText(world, "ghs");
  const expiresAt = new Date(world.tokenClock().getTime() + tokenLifeMs);
  const repositoryIds = chosen === null ? null : new Set(chosen.map((one) => one.id));
  world.tokens.set(token, { kind: "installation", installation, permissions, repositoryIds, expiresAt });
  return c.json(
    {
      token,
      expires_at: stamp(expiresAt),
      permissions,
      repository_selection: chosen === null ? installation.selection : "selected",
      ...(chosen === null ? {} : { repositories: chosen.map((one) => repositoryShape(world, one)) }),
    },
    201,
  );
}

function chosenRepositories(
  world: World,
  installation: Installation,
  wanted: z.output<typeof tokenRequest>,
): readonly Repository[] | null {
  if (wanted.repositories === undefined && wanted.repository_ids === undefined) return null;
  const byId = (wanted.repository_ids ?? []).map((id) => world.repositories.get(id));
  const byName = (wanted.repositories ?? []).map((name) => findRepository(world, installation.account.login, name));
  return [...byId, ...byName].map((one) => {
    if (one !== undefined && covers(installation, one)) return one;
    throw new GitHubError(
      422,
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  });
}

function isReached(world: World, caller: Caller & { kind: "installation" }, repository: Repository): boolean {
  if (!covers(caller.installation, repository)) return false;
  try {
    requireAccess(world, repository, { caller, need: { app: ["metadata:read"], user: "none" } });
    return true;
  } catch {
    return false;
  }
}
