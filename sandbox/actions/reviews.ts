import { userShape } from "../payloads/user.ts";
import { simplePullShape } from "../payloads/pull.ts";
import { reviewEventShape } from "../payloads/review.ts";
import { teamShape } from "../payloads/team.ts";
import type { Actor, Team, User } from "../state/accounts.ts";
import type { Pull } from "../state/repository.ts";
import type { Review, ReviewState } from "../state/review.ts";
import { now } from "../state/world.ts";
import type { World } from "../state/world.ts";
import { announcePull } from "./pulls.ts";

export interface ReviewInput {
  readonly actor: Actor;
  readonly state: ReviewState;
  readonly body: string;
  readonly comments?: readonly { readonly path: string; readonly line: number; readonly body: string }[];
  /** The commit that was looked at; the head unless told. */
  readonly commitSha?: string;
}

export function submitReview(world: World, pull: Pull, input: ReviewInput): Review {
  const { actor, state, body, comments = [], commitSha = pull.pull.headSha } = input;
  const at = now(world);
  const review: Review = {
    id: world.nextId(),
    user: actor.user,
    body,
    state,
    commitSha,
    submittedAt: at,
    comments: comments.map(({ path, line, body: text }) => ({
      id: world.nextId(),
      user: actor.user,
      createdAt: at,
      path,
      line,
      body: text,
    })),
  };
  pull.pull.reviews.push(review);
  // Whoever has reviewed is no longer asked to.
  pull.pull.requestedReviewers = pull.pull.requestedReviewers.filter((user) => user !== actor.user);
  announce(world, pull, { review, action: "submitted", actor });
  return review;
}

export function dismissReview(world: World, pull: Pull, about: { review: Review; actor: Actor }): void {
  about.review.state = "DISMISSED";
  announce(world, pull, { ...about, action: "dismissed" });
}

/** Asks users and teams for a review; one event each, for those not asked already. */
export function requestReviews(
  world: World,
  pull: Pull,
  about: { actor: Actor; users: readonly User[]; teams: readonly Team[] },
): void {
  const { actor } = about;
  for (const user of about.users.filter((one) => !pull.pull.requestedReviewers.includes(one))) {
    pull.pull.requestedReviewers.push(user);
    announcePull(world, pull, {
      action: "review_requested",
      actor,
      extra: { requested_reviewer: userShape(world, user) },
    });
  }
  for (const team of about.teams.filter((one) => !pull.pull.requestedTeams.includes(one))) {
    pull.pull.requestedTeams.push(team);
    announcePull(world, pull, { action: "review_requested", actor, extra: { requested_team: teamShape(world, team) } });
  }
}

export function withdrawRequests(
  world: World,
  pull: Pull,
  about: { actor: Actor; users: readonly User[]; teams: readonly Team[] },
): void {
  const { actor } = about;
  const action = "review_request_removed";
  for (const user of about.users.filter((one) => pull.pull.requestedReviewers.includes(one))) {
    pull.pull.requestedReviewers = pull.pull.requestedReviewers.filter((one) => one !== user);
    announcePull(world, pull, { action, actor, extra: { requested_reviewer: userShape(world, user) } });
  }
  for (const team of about.teams.filter((one) => pull.pull.requestedTeams.includes(one))) {
    pull.pull.requestedTeams = pull.pull.requestedTeams.filter((one) => one !== team);
    announcePull(world, pull, { action, actor, extra: { requested_team: teamShape(world, team) } });
  }
}

function announce(world: World, pull: Pull, about: { review: Review; action: string; actor: Actor }): void {
  const { review, action, actor } = about;
  pull.updatedAt = now(world);
  world.emit({
    name: "pull_request_review",
    action,
    sender: actor,
    repository: pull.repository,
    body: { review: reviewEventShape(world, pull, review), pull_request: simplePullShape(world, pull) },
  });
}
