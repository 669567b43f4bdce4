import type { Rules } from "../rules/schema.ts";
import { rolesOf } from "../rules/roles-of.ts";
import { hasPermission, type Actor } from "../workflow/actor.ts";
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
  const pinned = { rules, users: { [login.toLowerCase()]: id }, apps: {} };
  if (typeof person === "object" && "app" in person) {
    const roles = rolesOf(pinned, { id, type: "Bot", slug: person.app, mayWrite: false });
    return { kind: "app", id, login, permission: "none", roles };
  }
  const { permission, teams } = typeof person === "object" ? person : { permission: person ?? "read", teams: [] };
  const who = { id, type: "User", slug: null, mayWrite: hasPermission({ permission }, "write") } as const;
  const roles = rolesOf(pinned, who, new Set(teams.map((team) => team.toLowerCase())));
  return { kind: "user", id, login, permission, roles };
}
