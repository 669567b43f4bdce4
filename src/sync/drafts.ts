import { renderRefusal } from "../report/render-reply.ts";
import type { OutboxDraft } from "../store/save-decision.ts";
import { hasPermission, type Actor } from "../workflow/actor.ts";
import type { Refusal } from "../workflow/decision.ts";
import type { Applying } from "./applying.ts";
import type { ReactionBody, ReplyBody } from "./outbox-bodies.ts";

/** The reaction on a comment that tells how its commands came out. */
export function draftReaction(
  applying: Pick<Applying, "request" | "kept">,
  content: ReactionBody["content"],
): OutboxDraft {
  const { request, kept } = applying;
  const commentId = request.kind === "commands" ? request.commentId : 0;
  const body: ReactionBody = { commentId, content };
  return { kind: "reaction", cause: kept.guid, body };
}

/** Whether Baton speaks to somebody: not to who is below triage and plays no role, so that a stranger cannot make it talk. */
export function mayBeAnswered(by: Actor): boolean {
  return hasPermission(by, "triage") || by.roles.length > 0;
}

/** A reply, where whoever asked is answered at all. */
export function draftReply(by: Actor, reply: ReplyBody & { readonly cause: string }): readonly OutboxDraft[] {
  if (!mayBeAnswered(by)) return [];
  const body: ReplyBody = { text: reply.text };
  return [{ kind: "reply", cause: reply.cause, body }];
}

/** The short reply that says why a command was refused and what would work. */
export function draftRefusal(
  by: Actor,
  refused: { readonly cause: string; readonly command: string; readonly refusal: Refusal },
): readonly OutboxDraft[] {
  const { command, refusal, cause } = refused;
  return draftReply(by, { cause, text: renderRefusal({ refusal, command }) });
}
