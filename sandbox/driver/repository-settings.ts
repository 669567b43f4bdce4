import { archiveRepository, deleteRepository, renameRepository, transferRepository } from "../actions/repositories.ts";
import { requireRole } from "../access/repository-role.ts";
import type { Actor } from "../state/accounts.ts";
import { actorOf, organizationOf, userOf } from "../state/directory.ts";
import type { Repository } from "../state/repository.ts";
import type { Role } from "../state/role.ts";
import type { World } from "../state/world.ts";

/** What administrators do. No webhook that Baton hears tells of roles. */
export interface RepositorySettings {
  readonly grant: (login: string, role: Role) => void;
  /** What is left is what everyone may do, or a team. */
  readonly revoke: (login: string) => void;
  readonly setPublic: (isPublic: boolean) => void;
  readonly rename: (by: string, name: string) => void;
  readonly transfer: (by: string, owner: string) => void;
  readonly delete: (by: string) => void;
  readonly archive: (by: string) => void;
  readonly unarchive: (by: string) => void;
}

export function repositorySettings(world: World, repository: Repository): RepositorySettings {
  const administrator = (by: string, to: string): Actor => {
    const actor = actorOf(world, by);
    requireRole(world, { repository, user: actor.user, needs: "admin", to });
    return actor;
  };
  return {
    grant: (login, role) => void repository.roles.set(userOf(world, login).id, role),
    revoke: (login) => void repository.roles.delete(userOf(world, login).id),
    setPublic: (isPublic) => void (repository.isPrivate = !isPublic),
    rename: (by, name) => renameRepository(world, repository, { name, actor: administrator(by, "rename it") }),
    transfer: (by, owner) =>
      transferRepository(world, repository, {
        to: organizationOf(world, owner),
        actor: administrator(by, "transfer it"),
      }),
    archive: (by) => archiveRepository(world, repository, { archive: true, actor: administrator(by, "archive it") }),
    unarchive: (by) =>
      archiveRepository(world, repository, { archive: false, actor: administrator(by, "unarchive it") }),
    delete: (by) => deleteRepository(world, repository, administrator(by, "delete it")),
  };
}
