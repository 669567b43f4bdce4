import type { Json } from "../payloads/json.ts";
import { teamShape } from "../payloads/team.ts";
import { repositoryShape } from "../payloads/repository.ts";
import { organizationShape, userShape } from "../payloads/user.ts";
import type { Actor, Team, User } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import type { Role } from "../state/role.ts";
import type { World } from "../state/world.ts";

export function createTeam(
  world: World,
  about: { organization: User; slug: string; parent: Team | null; actor: Actor },
): Team {
  const { organization, slug, parent, actor } = about;
  const team: Team = {
    id: world.nextId(),
    organization,
    slug,
    name: slug,
    parent,
    members: new Map(),
    repositories: new Map(),
  };
  world.teams.set(`${organization.login}/${slug}`.toLowerCase(), team);
  announceTeam(world, { team, action: "created", actor });
  return team;
}

/** Another name, and so another slug: whoever asks for the old one finds nothing. */
export function renameTeam(world: World, about: { team: Team; slug: string; actor: Actor }): void {
  const { team, slug, actor } = about;
  const before = team.name;
  world.teams.delete(`${team.organization.login}/${team.slug}`.toLowerCase());
  team.slug = slug;
  team.name = slug;
  world.teams.set(`${team.organization.login}/${slug}`.toLowerCase(), team);
  announceTeam(world, { team, action: "edited", actor, changes: { name: { from: before } } });
}

export function deleteTeam(world: World, about: { team: Team; actor: Actor }): void {
  const { team } = about;
  world.teams.delete(`${team.organization.login}/${team.slug}`.toLowerCase());
  announceTeam(world, { ...about, action: "deleted" });
}

export function addMember(world: World, about: { team: Team; user: User; actor: Actor }): void {
  about.team.members.set(about.user.id, "member");
  announceMembership(world, { ...about, action: "added" });
}

export function removeMember(world: World, about: { team: Team; user: User; actor: Actor }): void {
  if (about.team.members.delete(about.user.id)) announceMembership(world, { ...about, action: "removed" });
}

export function grantToTeam(
  world: World,
  about: { team: Team; repository: Repository; role: Role; actor: Actor },
): void {
  const { team, repository, role, actor } = about;
  team.repositories.set(repository.id, role);
  announceTeam(world, { team, action: "added_to_repository", actor, repository });
}

function announceTeam(
  world: World,
  about: { team: Team; action: string; actor: Actor; repository?: Repository; changes?: Json },
): void {
  const { team, action, actor, repository, changes } = about;
  const touched = repository === undefined ? {} : { repository: repositoryShape(world, repository) };
  const body = { team: teamShape(world, team), ...touched, ...(changes === undefined ? {} : { changes }) };
  world.emit({ name: "team", action, sender: actor, organization: team.organization, body });
}

function announceMembership(world: World, about: { team: Team; user: User; action: string; actor: Actor }): void {
  const { team, user, action, actor } = about;
  world.emit({
    name: "membership",
    action,
    sender: actor,
    organization: team.organization,
    body: {
      scope: "team",
      member: userShape(world, user),
      team: teamShape(world, team),
      organization: organizationShape(world, team.organization),
    },
  });
}
