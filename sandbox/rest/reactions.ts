import { z } from "zod";
import { react } from "../actions/reactions.ts";
import { GitHubError, notFound } from "../github-error.ts";
import { reactionShape } from "../payloads/reactions.ts";
import { reactionContents } from "../state/reaction.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api } from "./api.ts";
import { bodyOf } from "./body.ts";
import { commentIn, enter, idParameter } from "./enter.ts";
import { listing } from "./pages.ts";

const reactionRequest = z.object({ content: z.enum(reactionContents) });

/** Reactions on comments. They need issues:write, on pull requests too. */
export function reactionRoutes(world: World): Api {
  const api = newApi();
  const all = "/repos/:owner/:repo/issues/comments/:comment/reactions";
  api.get(all, (c) => {
    const { repository } = enter(world, c, "issues:read");
    const wanted = c.req.query("content");
    const reactions = commentIn(repository, c).reactions.filter(
      (one) => wanted === undefined || one.content === wanted,
    );
    return listing(c, reactions, (one) => reactionShape(world, one));
  });
  api.post(all, (c) => {
    const { repository, actor } = enter(world, c, "issues:write");
    const comment = commentIn(repository, c);
    const { content } = bodyOf(c, "Reaction", reactionRequest);
    const { reaction, isNew } = react(world, { comment, user: actor.user, content });
    return c.json(reactionShape(world, reaction), isNew ? 201 : 200);
  });
  api.delete(`${all}/:reaction`, (c) => {
    const { repository, actor } = enter(world, c, "issues:write");
    const { reactions } = commentIn(repository, c);
    const id = idParameter(c, "reaction");
    const reaction = reactions.find((one) => one.id === id);
    if (reaction === undefined) throw notFound();
    if (reaction.user !== actor.user) throw new GitHubError(403, "Resource not accessible by integration");
    reactions.splice(reactions.indexOf(reaction), 1);
    return c.body(null, 204);
  });
  return api;
}
