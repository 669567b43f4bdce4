import { hasPermission, isMachine, type Actor, type ActorRef } from "./actor.ts";
import type { Missing, RefusalReason } from "./decision.ts";
import type { Role } from "./roles.ts";
import { stateFacts, type Phase, type State } from "./states.ts";

/** What somebody lacks to be allowed something. */
export interface Lack {
  readonly reason: Extract<RefusalReason, "not_permitted" | "not_your_role">;
  readonly missing: readonly Missing[];
}

/** Facts of the world and Baton itself need nobody's leave. */
export function isFact(actor: Pick<Actor, "kind">): boolean {
  return actor.kind === "github" || actor.kind === "baton";
}

/** The roles that may move the work on from a state: giver or receiver while the baton is in the air. */
export function rolesToAdvance(state: State): readonly Role[] {
  const { holder, nextRole } = stateFacts[state];
  return [...new Set([holder, nextRole])].filter((role) => role !== null);
}

/** Giving the work up, or rejecting it in a handoff, is the holder's. */
export function rolesToFail(state: State): readonly Role[] {
  return holderOf(state);
}

export function rolesToRecover(phase: Phase): readonly Role[] {
  return holderOf(phase);
}

export function lacksRole(actor: Actor, oneOf: readonly Role[]): Lack | null {
  if (isFact(actor) || oneOf.some((role) => actor.roles.includes(role))) return null;
  return { reason: "not_your_role", missing: [{ kind: "role", oneOf }] };
}

export function lacksMaintain(actor: Actor): Lack | null {
  if (isFact(actor) || hasPermission(actor, "maintain")) return null;
  return { reason: "not_permitted", missing: [{ kind: "permission", least: "maintain" }] };
}

/** Apps and tokens have no permission of their own to show: a role that the rules gave them counts as write. */
export function lacksWrite(actor: Actor): Lack | null {
  const isMachineWithRole = isMachine(actor) && actor.roles.length > 0;
  if (isFact(actor) || hasPermission(actor, "write") || isMachineWithRole) return null;
  return { reason: "not_permitted", missing: [{ kind: "permission", least: "write" }] };
}

/** Whether two records of an actor are of the same one. A token that was recorded without its identity has only its name. */
export function isSameActor(a: ActorRef, b: ActorRef): boolean {
  if (a.id !== null || b.id !== null) return a.id === b.id;
  if (a.identity !== undefined && b.identity !== undefined) return a.identity === b.identity;
  return a.kind === b.kind && a.login === b.login;
}

function holderOf(state: State): readonly Role[] {
  const { holder } = stateFacts[state];
  return holder === null ? [] : [holder];
}
