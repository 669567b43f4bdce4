import { addMember, createTeam, deleteTeam, grantToTeam, removeMember, renameTeam } from "../actions/teams.ts";
import type { Actor } from "../state/accounts.ts";
import { findTeam, organizationOf, userOf } from "../state/directory.ts";
import type { Role } from "../state/role.ts";
import type { World } from "../state/world.ts";

/** A team of an organization. Its changes are made by an owner of that. */
export interface TeamDriver {
  readonly id: number;
  readonly slug: string;
  readonly members: () => readonly string[];
  readonly add: (login: string) => void;
  readonly remove: (login: string) => void;
  /** Gives the team a role in a repository. */
  readonly grant: (repository: { readonly id: number }, role: Role) => void;
  readonly rename: (slug: string) => void;
  readonly delete: () => void;
}

export interface CreateTeamInput {
  readonly org: string;
  readonly slug: string;
  /** The slug of the team that it is below. */
  readonly parent?: string;
  readonly members?: readonly string[];
}

export function teamDriver(world: World, input: CreateTeamInput): TeamDriver {
  const organization = organizationOf(world, input.org);
  const actor: Actor = { user: organization, app: null };
  const parent = input.parent === undefined ? null : (findTeam(world, input.org, input.parent) ?? null);
  const team = createTeam(world, { organization, slug: input.slug, parent, actor });
  const add = (login: string): void => addMember(world, { team, user: userOf(world, login), actor });
  for (const login of input.members ?? []) add(login);
  return {
    id: team.id,
    get slug() {
      return team.slug;
    },
    members: () => [...world.users.values()].filter((user) => team.members.has(user.id)).map((user) => user.login),
    add,
    remove: (login) => removeMember(world, { team, user: userOf(world, login), actor }),
    grant: ({ id }, role) => {
      const repository = world.repositories.get(id);
      if (repository === undefined) throw new Error(`There is no repository ${id} to grant the team ${team.slug}.`);
      grantToTeam(world, { team, repository, role, actor });
    },
    rename: (slug) => renameTeam(world, { team, slug, actor }),
    delete: () => deleteTeam(world, { team, actor }),
  };
}
