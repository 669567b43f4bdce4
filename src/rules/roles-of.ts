import { roles, type Role } from "../workflow/roles.ts";
import type { Rules } from "./schema.ts";
import type { RuleSnapshot } from "./snapshot.ts";

/** Somebody as GitHub tells of them. */
export interface Somebody {
  readonly id: number;
  readonly type: "User" | "Bot";
  /** The App whose bot it is, by its slug. */
  readonly slug: string | null;
  /** Whether the repository lets them write. */
  readonly mayWrite: boolean;
}

/** What of a snapshot says who plays what. */
type Pinned = Pick<RuleSnapshot, "rules" | "users" | "apps">;

/**
 * The roles that somebody plays. A person plays those that name them, by id or by a team, and those that name nobody if they
 * may write; a bot only those that name its App. Without rules no role names anybody.
 *
 * @param teams those of the snapshot that the person belongs to, as `organization/slug` in lower case.
 */
export function rolesOf(
  snapshot: Pinned | null,
  who: Somebody,
  teams: ReadonlySet<string> = new Set(),
): readonly Role[] {
  if (snapshot === null) return who.type === "User" && who.mayWrite ? roles : [];
  return roles.filter((role) => {
    const players = snapshot.rules.roles[role];
    if (who.type === "Bot") return players.apps.some((app) => isOf(app.toLowerCase(), who, snapshot));
    if (!namesAnybody(players)) return who.mayWrite;
    const isNamed = players.users.some((login) => snapshot.users[login.toLowerCase()] === who.id);
    return isNamed || players.teams.some((team) => teams.has(team.toLowerCase()));
  });
}

/** The teams of which it must be known whether somebody is in them, because no other name gives the role already. */
export function teamsToAsk(
  snapshot: RuleSnapshot | null,
  { id }: Pick<Somebody, "id">,
): readonly { readonly team: string; readonly teamId: number }[] {
  if (snapshot === null) return [];
  const open = roles
    .map((role) => snapshot.rules.roles[role])
    .filter(({ users }) => {
      return !users.some((login) => snapshot.users[login.toLowerCase()] === id);
    });
  const teams = new Set(open.flatMap((players) => players.teams.map((team) => team.toLowerCase())));
  return [...teams].flatMap((team) => {
    const teamId = snapshot.teams[team];
    return typeof teamId === "number" ? [{ team, teamId }] : [];
  });
}

type Players = Rules["roles"][Role];

/** Whether a role is kept for somebody; else it is everybody's with write access. */
function namesAnybody({ users, teams, apps, actions }: Players): boolean {
  return users.length + teams.length + apps.length + actions.length > 0;
}

/** An App's bot is known by its id, or by the slug in its address: its login need not be made of the slug. */
function isOf(app: string, { id, slug }: Somebody, { apps }: Pinned): boolean {
  return apps[app] === id || slug?.toLowerCase() === app;
}
