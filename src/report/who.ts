import type { ActorRef } from "../workflow/actor.ts";
import { roleNames, type Role } from "../workflow/roles.ts";
import { inertText } from "./inert.ts";

/** Somebody by the login they had, without a mention. */
export function showActor({ login }: Pick<ActorRef, "login">): string {
  return inertText(login, 60) || "somebody";
}

/** The first of several logins. */
export function showLogins(logins: readonly string[]): string {
  const shown = logins.slice(0, loginsMax).map((login) => showActor({ login }));
  const rest = logins.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${String(rest)} more` : ""}`;
}

const loginsMax = 10;

export function showRole(role: Role | null): string {
  return role === null ? "nobody" : roleNames[role];
}

/** Items in prose: `nobody`, `a`, `a or b`, `a, b or c`. */
export function anyOf(items: readonly string[]): string {
  const last = items.at(-1) ?? "nobody";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} or ${last}`;
}

/** A commit by its first seven digits, in a code span so that GitHub does not link it. */
export function showCommit(sha: string): string {
  return `\`${sha.replace(/[^0-9a-f]/gi, "").slice(0, 7)}\``;
}
