import { permissions, type Permission } from "../workflow/actor.ts";
import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import { githubId } from "./github-id.ts";
import { repositoryName } from "./repository-name.ts";

/** What somebody may do in a repository, with the id that the login stands for now; null where it stands for nobody. */
export interface ReadPermission {
  readonly id: number | null;
  readonly permission: Permission;
}

/**
 * Reads somebody's permission. The answer's own `permission` knows neither maintain nor triage, and a custom role has a
 * name of its own, so `user.permissions` comes first. Apps and strangers to a private repository get a 404. One that the App
 * gets for itself, because its installation is gone, says nothing of anybody.
 */
export async function readPermission(client: Client, fullName: string, login: string): Promise<ReadPermission> {
  try {
    const { data } = await client.rest.repos.getCollaboratorPermissionLevel({
      ...repositoryName(fullName),
      username: login,
    });
    return { id: data.user ? githubId(data.user.id) : null, permission: highest(data) };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "refused" && failure.status === 404 && failure.isReading)
      return { id: null, permission: "none" };
    throw error;
  }
}

interface Said {
  readonly permission: string;
  readonly role_name: string;
  readonly user: { readonly permissions?: Readonly<Partial<Record<string, boolean>>> } | null;
}

/** The flags of `user.permissions`, from most to least. */
const flags = [
  ["admin", "admin"],
  ["maintain", "maintain"],
  ["push", "write"],
  ["triage", "triage"],
  ["pull", "read"],
] as const satisfies readonly (readonly [string, Permission])[];

function highest({ user, role_name: role, permission }: Said): Permission {
  const granted = user?.permissions;
  if (granted !== undefined) return flags.find(([flag]) => granted[flag] === true)?.[1] ?? "none";
  return permissions.find((each) => each === role) ?? permissions.find((each) => each === permission) ?? "none";
}
