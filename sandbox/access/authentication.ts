import { GitHubError } from "../github-error.ts";
import type { World } from "../state/world.ts";
import { verifyAppToken } from "./app-token.ts";
import type { Caller } from "./caller.ts";

/** Tells from the Authorization header who calls. Nobody is fine; somebody with a bad token is not. */
export function callerOf(world: World, authorization: string | undefined): Caller {
  if (authorization === undefined) return { kind: "anonymous" };
  const [scheme = "", token = ""] = authorization.split(/\s+/);
  if (!/^(bearer|token)$/i.test(scheme)) throw badCredentials();
  if (token.split(".").length === 3) {
    verifyAppToken(token, world.app, world.tokenClock());
    return { kind: "app", app: world.app };
  }
  const known = world.tokens.get(token);
  if (known === undefined) throw badCredentials();
  if (known.kind === "user") return { kind: "user", user: known.user };
  // A token dies with its installation.
  const isInstalled = known.installation.app !== world.app || world.installations.has(known.installation.id);
  if (known.expiresAt.getTime() <= world.tokenClock().getTime() || !isInstalled) throw badCredentials();
  if (known.installation.suspendedAt !== null) {
    throw new GitHubError(403, "This installation has been suspended");
  }
  return known;
}

function badCredentials(): GitHubError {
  return new GitHubError(401, "Bad credentials");
}
