import { GitHubError, notFound } from "../github-error.ts";
import { covers } from "../state/directory.ts";
import type { Repository } from "../state/repository.ts";
import { reaches } from "../state/role.ts";
import type { Role } from "../state/role.ts";
import type { World } from "../state/world.ts";
import type { Caller } from "./caller.ts";
import { grantsAny } from "./grants.ts";
import { roleIn } from "./repository-role.ts";

export interface Need {
  /** Permissions of an App as `checks:write`; any one of them is enough. */
  readonly app: readonly string[];
  /** The role that a user needs. */
  readonly user: Role;
}

/** Lets a caller into a repository, or answers as GitHub does: 404 for what it may not see, 403 for what it may not do. */
export function requireAccess(world: World, repository: Repository, about: { caller: Caller; need: Need }): void {
  const { caller, need } = about;
  if (caller.kind === "anonymous") throw new GitHubError(401, "Requires authentication");
  if (caller.kind === "app") throw new GitHubError(403, "Resource not accessible by integration");
  if (caller.kind === "user") return requireRoleOf(roleIn(world, repository, caller.user), need.user);
  const { installation, repositoryIds, permissions } = caller;
  const isCovered = covers(installation, repository) && (repositoryIds?.has(repository.id) ?? true);
  const reads = need.app.every((one) => one.endsWith(":read"));
  if (!isCovered && repository.isPrivate) throw notFound();
  if (!isCovered && reads) return;
  if (!isCovered || !grantsAny(permissions, need.app)) {
    // GitHub names every set of permissions that would do, and separates the sets by semicolons.
    const accepted = need.app.map((one) => one.replace(":", "=")).join("; ");
    throw new GitHubError(403, "Resource not accessible by integration", undefined, {
      "x-accepted-github-permissions": accepted,
    });
  }
}

/** Lets nobody change what is archived. */
export function requireUnarchived(repository: Repository): void {
  if (repository.isArchived) throw new GitHubError(403, "Repository was archived so is read-only.");
}

function requireRoleOf(role: Role, needed: Role): void {
  if (reaches(role, needed)) return;
  if (role === "none") throw notFound();
  throw new GitHubError(403, "Must have the rights to do this in the repository.");
}
