import { z } from "zod";

/** What is kept of a reaction until it is sent. `content` is GitHub's word for it. */
export const reactionBody = z.object({ commentId: z.int(), content: z.enum(["rocket", "+1", "confused"]) });

export type ReactionBody = z.infer<typeof reactionBody>;

/** What is kept of a reply until it is sent; replies that wait together are sent as one comment. */
export const replyBody = z.object({ text: z.string(), batch: z.int().optional() });

export type ReplyBody = z.infer<typeof replyBody>;

/** A comment of its own that tells of a turn, an error or the end. */
export const turnBody = z.object({ text: z.string() });

/** Who is to be asked for a review, and who of them was by an earlier try. */
export const reviewRequestBody = z.object({ names: z.array(z.string()), asked: z.array(z.string()).default([]) });

/** An Actions workflow to start. */
export const dispatchBody = z.object({ file: z.string(), inputs: z.record(z.string(), z.string()) });
