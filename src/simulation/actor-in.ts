import { hasPermission, type Actor } from "../workflow/actor.ts";
import { roles, type Role } from "../workflow/roles.ts";
import type { Rules } from "../rules/schema.ts";
import { idOf } from "./id-of.ts";
import type { Script } from "./script-schema.ts";

export interface Cast {
  readonly people: Script["people"];
  readonly rules: Rules;
}

/** Somebody as the rules and the repository see them: their permission, and the roles that they play. */
export function actorIn({ people, rules }: Cast, login: string): Actor {
  const person = Object.hasOwn(people, login) ? people[login] : undefined;
  const id = idOf(login);
  if (typeof person === "object" && "app" in person) {
    const played = roles.filter((role) => names(rules.roles[role].apps, [person.app]));
    return { kind: "app", id, login, permission: "none", roles: played };
  }
  const { permission, teams } = typeof person === "object" ? person : { permission: person ?? "read", teams: [] };
  const played = roles.filter((role) => {
    const { users, teams: theirs } = rules.roles[role];
    if (!namesAnybody(rules.roles[role])) return hasPermission({ permission }, "write");
    return names(users, [login]) || names(theirs, teams);
  });
  return { kind: "user", id, login, permission, roles: played };
}

type Players = Rules["roles"][Role];

function namesAnybody({ users, teams, apps, actions }: Players): boolean {
  return users.length + teams.length + apps.length + actions.length > 0;
}

function names(named: readonly string[], given: readonly string[]): boolean {
  return named.some((each) => given.some((other) => each.toLowerCase() === other.toLowerCase()));
}
