import { organizationShape, userShape } from "../payloads/user.ts";
import type { Json } from "../payloads/json.ts";
import type { Actor, User } from "../state/accounts.ts";
import { fullName } from "../state/repository.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";

/** Renames a repository. Its id stays, and its former name leads to it. */
export function renameRepository(world: World, repository: Repository, about: { name: string; actor: Actor }): void {
  const from = repository.name;
  leaveName(world, repository);
  repository.name = about.name;
  const changes = { repository: { name: { from } } };
  announce(world, repository, { action: "renamed", actor: about.actor, extra: { changes } });
}

/** Hands a repository to another account. The App hears of it where it is installed on that one. */
export function transferRepository(world: World, repository: Repository, about: { to: User; actor: Actor }): void {
  const from = repository.owner;
  leaveName(world, repository);
  repository.owner = about.to;
  const former =
    from.type === "Organization" ? { organization: organizationShape(world, from) } : { user: userShape(world, from) };
  const changes = { owner: { from: former } };
  announce(world, repository, { action: "transferred", actor: about.actor, extra: { changes } });
}

export function deleteRepository(world: World, repository: Repository, actor: Actor): void {
  announce(world, repository, { action: "deleted", actor, extra: {} });
  world.repositories.delete(repository.id);
}

export function archiveRepository(
  world: World,
  repository: Repository,
  about: { archive: boolean; actor: Actor },
): void {
  repository.isArchived = about.archive;
  announce(world, repository, { action: about.archive ? "archived" : "unarchived", actor: about.actor, extra: {} });
}

function leaveName(world: World, repository: Repository): void {
  const name = fullName(repository).toLowerCase();
  for (const other of world.repositories.values()) other.formerNames.delete(name);
  repository.formerNames.add(name);
}

function announce(world: World, repository: Repository, about: { action: string; actor: Actor; extra: Json }): void {
  const { action, actor, extra } = about;
  world.emit({ name: "repository", action, sender: actor, repository, body: extra });
}
