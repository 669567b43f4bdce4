import { LRUCache } from "lru-cache";
import type { Sender } from "../signals/signal.ts";
import { hasPermission, type Actor, type Permission } from "../workflow/actor.ts";
import { roles } from "../workflow/roles.ts";
import type { GitHub } from "./client.ts";
import { readPermission } from "./read-permission.ts";

interface ActorRepository {
  readonly installationId: number;
  readonly fullName: string;
  readonly repositoryId: number;
}

export type ResolveActor = (repository: ActorRepository, sender: Sender, now: Date) => Promise<Actor>;

/** How long a permission that was read may be believed. */
const believedMs = 60_000;

/**
 * Makes what says who a sender is to a repository. Whoever may write holds every role. Apps and bots hold none: only rules
 * can name them.
 */
export function createActorResolver(github: Pick<GitHub, "forInstallation">): ResolveActor {
  const read = new LRUCache<string, { readonly permission: Permission; readonly at: Date }>({ max: 10_000 });
  return async (repository, sender, now) => {
    const { id, login } = sender;
    if (sender.type === "Bot") return { kind: "app", id, login, permission: "none", roles: [] };
    const key = `${String(repository.repositoryId)}/${String(id)}`;
    const known = read.get(key);
    const isFresh = known !== undefined && Math.abs(now.getTime() - known.at.getTime()) < believedMs;
    const permission = isFresh ? known.permission : await permissionOf(github, repository, sender);
    if (!isFresh) read.set(key, { permission, at: now });
    return { kind: "user", id, login, permission, roles: hasPermission({ permission }, "write") ? roles : [] };
  };
}

/** Logins change hands: what the login may do now counts only where it is still the sender's. */
async function permissionOf(
  github: Pick<GitHub, "forInstallation">,
  { installationId, fullName }: ActorRepository,
  sender: Sender,
): Promise<Permission> {
  const said = await readPermission(github.forInstallation(installationId), fullName, sender.login);
  return said.id === sender.id ? said.permission : "none";
}
