import { z } from "zod";
import { dismissReview, submitReview } from "../actions/reviews.ts";
import { GitHubError, notFound } from "../github-error.ts";
import { reviewCommentShape, reviewShape } from "../payloads/review.ts";
import type { Pull } from "../state/repository.ts";
import type { Review } from "../state/review.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { bodyOf } from "./body.ts";
import { enter, idParameter, pullIn } from "./enter.ts";
import { listing } from "./pages.ts";

const events = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;

const creation = z.object({
  event: z.enum(["APPROVE", "REQUEST_CHANGES", "COMMENT"]),
  body: z.string().default(""),
  commit_id: z.string().optional(),
});

const dismissal = z.object({ message: z.string().min(1) });

export function reviewRoutes(world: World): Api {
  const api = newApi();
  const all = "/repos/:owner/:repo/pulls/:number/reviews";
  const one = `${all}/:review`;
  api.get(all, (c) => {
    const { repository } = enter(world, c, "pull_requests:read");
    const pull = pullIn(repository, c);
    return listing(c, pull.pull.reviews, (review) => reviewShape(world, pull, review));
  });
  api.post(all, (c) => {
    const { repository, actor } = enter(world, c, "pull_requests:write", "read");
    const pull = pullIn(repository, c);
    const { event, body, commit_id: commitSha } = bodyOf(c, "PullRequestReview", creation);
    if (event !== "COMMENT" && actor.user === pull.author) {
      const verb = event === "APPROVE" ? "approve" : "request changes on";
      throw new GitHubError(422, `Review Can not ${verb} your own pull request`);
    }
    const commit = commitSha === undefined ? {} : { commitSha };
    const review = submitReview(world, pull, { actor, state: events[event], body, ...commit });
    return c.json(reviewShape(world, pull, review));
  });
  api.get(one, (c) => {
    const { repository } = enter(world, c, "pull_requests:read");
    const pull = pullIn(repository, c);
    return c.json(reviewShape(world, pull, reviewIn(pull, c)));
  });
  api.get(`${one}/comments`, (c) => {
    const { repository } = enter(world, c, "pull_requests:read");
    const pull = pullIn(repository, c);
    const review = reviewIn(pull, c);
    return listing(c, review.comments, (comment) => reviewCommentShape(world, pull, { review, comment }));
  });
  api.put(`${one}/dismissals`, (c) => {
    const { repository, actor } = enter(world, c, "pull_requests:write", "write");
    const pull = pullIn(repository, c);
    const review = reviewIn(pull, c);
    bodyOf(c, "PullRequestReview", dismissal);
    if (review.state === "COMMENTED" || review.state === "DISMISSED") {
      throw new GitHubError(422, "Can not dismiss a commented or dismissed pull request review");
    }
    dismissReview(world, pull, { review, actor });
    return c.json(reviewShape(world, pull, review));
  });
  return api;
}

function reviewIn(pull: Pull, c: Call): Review {
  const id = idParameter(c, "review");
  const review = pull.pull.reviews.find((candidate) => candidate.id === id);
  if (review === undefined) throw notFound();
  return review;
}
