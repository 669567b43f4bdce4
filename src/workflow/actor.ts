import type { Role } from "./roles.ts";

/** GitHub's repository roles, from least to most (`role_name` and `user.permissions` of the REST API). */
export const permissions = ["none", "read", "triage", "write", "maintain", "admin"] as const;

export type Permission = (typeof permissions)[number];

/**
 * Who asks, as GitHub says, never as a payload says. `github` is a fact of the world (checks, a push, a merge) and
 * `baton` is Baton itself (an automatic acceptance, a limit that ran out); both need no permission.
 */
export interface Actor {
  readonly kind: "user" | "app" | "token" | "github" | "baton";
  /** GitHub's numeric user id: the identity. Null for `github`, `baton` and a token without a user. */
  readonly id: number | null;
  /** A token's, which has no user: whom it acts for, and `#<run>` where that is one run of it. Older records have none. */
  readonly identity?: string;
  /** Only to show: logins change hands, and tokens may have the same label. */
  readonly login: string;
  readonly permission: Permission;
  /** The roles the actor may play in this repository. */
  readonly roles: readonly Role[];
}

/** What is kept of an actor once the change is made. */
export type ActorRef = Pick<Actor, "kind" | "id" | "identity" | "login">;

export const githubActor: Actor = { kind: "github", id: null, login: "GitHub", permission: "none", roles: [] };

export const batonActor: Actor = { kind: "baton", id: null, login: "Baton", permission: "none", roles: [] };

export function hasPermission(actor: Pick<Actor, "permission">, least: Permission): boolean {
  return permissions.indexOf(actor.permission) >= permissions.indexOf(least);
}

/** Apps and tokens, against people, GitHub and Baton itself. */
export function isMachine({ kind }: Pick<Actor, "kind">): boolean {
  return kind === "app" || kind === "token";
}

export function refOf({ kind, id, identity, login }: Actor): ActorRef {
  return { kind, id, ...(identity === undefined ? {} : { identity }), login };
}
