import { rolesOf, teamsToAsk, type Somebody } from "../rules/roles-of.ts";
import type { RuleSnapshot } from "../rules/snapshot.ts";
import type { Sender } from "../signals/said.ts";
import { hasPermission, type Actor, type Permission } from "../workflow/actor.ts";
import { createBelief } from "./believe.ts";
import type { Client, GitHub } from "./client.ts";
import { readMembership } from "./read-membership.ts";
import { readPermission } from "./read-permission.ts";

interface ActorRepository {
  readonly installationId: number;
  readonly fullName: string;
  readonly repositoryId: number;
}

interface Asked {
  /** The rules that count; null: the defaults. */
  readonly rules: RuleSnapshot | null;
  readonly now: Date;
}

export type ResolveActor = (repository: ActorRepository, sender: Sender, asked: Asked) => Promise<Actor>;

/** Makes what says who a sender is to a repository, and which roles the rules give them there. */
export function createActorResolver(github: Pick<GitHub, "forInstallation">): ResolveActor {
  const permissions = createBelief<Standing>();
  const memberships = createBelief<{ readonly isMember: boolean }>();
  return async ({ installationId, fullName, repositoryId }, sender, { rules, now }) => {
    const { id, login, type, slug } = sender;
    if (type === "Bot") {
      const roles = rolesOf(rules, { id, type, slug, mayWrite: false });
      return { kind: "app", id, login, permission: "none", roles };
    }
    const client = github.forInstallation(installationId);
    const { permission, isThem } = await permissions(`${String(repositoryId)}/${String(id)}`, now, () =>
      standingOf(client, fullName, sender),
    );
    const who: Somebody = { id, type, slug, mayWrite: hasPermission({ permission }, "write") };
    const teams = new Set<string>();
    if (isThem) {
      for (const { team, teamId } of teamsToAsk(rules, who)) {
        const key = `${String(installationId)}/${String(teamId)}/${String(id)}`;
        const { isMember } = await memberships(key, now, async () => {
          return { isMember: await readMembership(client, { team, teamId, login }) };
        });
        if (isMember) teams.add(team);
      }
    }
    return { kind: "user", id, login, permission, roles: rolesOf(rules, who, teams) };
  };
}

interface Standing {
  readonly permission: Permission;
  /** Whether the login is still the sender's, so that what GitHub says of it is about them. */
  readonly isThem: boolean;
}

/** Logins change hands: what the login may do now counts only where it is still the sender's. */
async function standingOf(client: Client, fullName: string, sender: Sender): Promise<Standing> {
  const said = await readPermission(client, fullName, sender.login);
  const isThem = said.id === sender.id;
  return { permission: isThem ? said.permission : "none", isThem };
}
