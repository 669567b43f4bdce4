import { higher, reaches } from "../state/role.ts";
import type { Role } from "../state/role.ts";
import type { User } from "../state/accounts.ts";
import { fullName } from "../state/repository.ts";
import type { Repository } from "../state/repository.ts";
import { isInTeam } from "../state/team-members.ts";
import type { World } from "../state/world.ts";

/** What a user may do in a repository: by invitation, through teams, as its owner, or because it is public. */
export function roleIn(world: World, repository: Repository, user: User): Role {
  if (user.id === repository.owner.id) return "admin";
  // The App of a bot is taken to be installed with write: what it may do exactly is decided by its permissions.
  if (user.type === "Bot") return "write";
  let role: Role = repository.roles.get(user.id) ?? (repository.isPrivate ? "none" : "read");
  for (const team of world.teams.values()) {
    const granted = team.repositories.get(repository.id);
    if (granted !== undefined && isInTeam(world, team, user)) role = higher(role, granted);
  }
  return role;
}

/** For what people do through the driver and the page: a scenario that lets someone do what they cannot is a mistake in it. */
export function requireRole(
  world: World,
  request: { repository: Repository; user: User; needs: Role; to: string },
): void {
  const { repository, user, needs, to } = request;
  const role = roleIn(world, repository, user);
  if (reaches(role, needs)) return;
  throw new Error(
    `${user.login} may not ${to} in ${fullName(repository)}: that needs ${needs}, and ${user.login} has ${role}. ` +
      "Give the user that role in createRepository, or let someone else do it.",
  );
}

/** How GitHub names what ties an author to a repository. */
export function associationOf(world: World, repository: Repository, user: User): string {
  if (user.id === repository.owner.id) return "OWNER";
  if (user.type === "Bot") return "NONE";
  if (repository.roles.has(user.id)) return repository.owner.type === "Organization" ? "MEMBER" : "COLLABORATOR";
  const isMember = [...world.teams.values()].some(
    (team) => team.organization.id === repository.owner.id && team.members.has(user.id),
  );
  return isMember ? "MEMBER" : "NONE";
}
