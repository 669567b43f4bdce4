import type { Token } from "../../store/tokens/token.ts";
import type { Actor } from "../../workflow/actor.ts";
import type { Role } from "../../workflow/roles.ts";
import { Problem } from "./problem.ts";

/** A token as somebody who asks for something: its scope `operator` stands for what takes maintain access on GitHub. */
export function actorOf(token: Token): Actor {
  const permission = token.isOperator ? "maintain" : "none";
  const { identity, label: login, roles } = token;
  return { kind: "token", id: null, identity, login, permission, roles };
}

/** The same in one of its roles, and in no other. */
export function actorAs(token: Token, role: Role): Actor {
  if (token.roles.includes(role)) return { ...actorOf(token), roles: [role] };
  throw new Problem("wrong-role", {
    detail: `This token does not hold ${role}; it holds ${token.roles.join(", ") || "no role"}.`,
    more: { reason: "not_your_role", missing: [{ kind: "role", one_of: [role] }] },
  });
}
