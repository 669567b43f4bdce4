import { roles, type Role } from "../workflow/roles.ts";
import type { RuleSnapshot } from "./snapshot.ts";

/** Names in a role that stand for nobody. */
export interface LostNames {
  readonly role: Role;
  /** Logins, `organization/slug` of teams and slugs of Apps, as the rules write them. */
  readonly users: readonly string[];
  readonly teams: readonly string[];
  readonly apps: readonly string[];
  /** Teams that Baton may not look into. */
  readonly hidden: readonly string[];
  /** Whether there is anybody else who plays the role. */
  readonly isPlayed: boolean;
}

/** The roles that name somebody who is not there, or a team that cannot be seen. */
export function lostNames(snapshot: RuleSnapshot): readonly LostNames[] {
  return roles
    .map((role) => lostIn(role, snapshot))
    .filter(({ users, teams, apps, hidden }) => {
      return users.length + teams.length + apps.length + hidden.length > 0;
    });
}

function lostIn(role: Role, snapshot: RuleSnapshot): LostNames {
  const named = snapshot.rules.roles[role];
  const users = named.users.filter((login) => isLost(snapshot.users[login.toLowerCase()]));
  const teams = named.teams.filter((team) => isLost(snapshot.teams[team.toLowerCase()]));
  const apps = named.apps.filter((app) => isLost(snapshot.apps[app.toLowerCase()]));
  const hidden = named.teams.filter((team) => snapshot.teams[team.toLowerCase()] === "hidden");
  const namedCount = named.users.length + named.teams.length + named.apps.length + named.actions.length;
  const lostCount = users.length + teams.length + apps.length + hidden.length;
  return { role, users, teams, apps, hidden, isPlayed: lostCount < namedCount };
}

function isLost(found: number | null | "hidden" | undefined): boolean {
  return found === null || found === undefined;
}
