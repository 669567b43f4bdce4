import type { Reaction, ReactionContent } from "../state/reaction.ts";
import type { Comment } from "../state/repository.ts";
import type { User } from "../state/accounts.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";

/** A user reacts once in each way: a second time brings back the first. No webhook tells of reactions. */
export function react(
  world: World,
  about: { comment: Comment; user: User; content: ReactionContent },
): { reaction: Reaction; isNew: boolean } {
  const { comment, user, content } = about;
  const known = comment.reactions.find((one) => one.user === user && one.content === content);
  if (known !== undefined) return { reaction: known, isNew: false };
  const reaction: Reaction = { id: world.nextId(), user, content, createdAt: now(world) };
  comment.reactions.push(reaction);
  return { reaction, isNew: true };
}
