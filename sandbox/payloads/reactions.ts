import { reactionContents } from "../state/reaction.ts";
import type { Reaction } from "../state/reaction.ts";
import type { World } from "../state/world.ts";
import { nodeId, stamp } from "./json.ts";
import type { Json } from "./json.ts";
import { userShape } from "./user.ts";

export function reactionShape(world: World, reaction: Reaction): Json {
  return {
    id: reaction.id,
    node_id: nodeId("REA", reaction.id),
    user: userShape(world, reaction.user),
    content: reaction.content,
    created_at: stamp(reaction.createdAt),
  };
}

/** The counts that a comment carries. */
export function reactionCounts(url: string, reactions: readonly Reaction[]): Json {
  const counts: Json = { url: `${url}/reactions`, total_count: reactions.length };
  for (const content of reactionContents) {
    counts[content] = reactions.filter((reaction) => reaction.content === content).length;
  }
  return counts;
}
