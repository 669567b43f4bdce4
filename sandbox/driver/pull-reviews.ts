import { dismissReview, requestReviews, submitReview, withdrawRequests } from "../actions/reviews.ts";
import { requireRole } from "../access/repository-role.ts";
import type { Team, User } from "../state/accounts.ts";
import { actorOf, findTeam, userOf } from "../state/directory.ts";
import type { Pull } from "../state/repository.ts";
import type { World } from "../state/world.ts";

interface ReviewView {
  readonly id: number;
  readonly user: string;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
  readonly body: string;
  readonly commitSha: string;
}

export interface PullReviews {
  readonly reviews: () => readonly ReviewView[];
  readonly review: (
    by: string,
    state: "approved" | "changes_requested" | "commented",
    body?: string,
    comments?: readonly { readonly path: string; readonly line: number; readonly body: string }[],
  ) => ReviewView;
  readonly dismissReview: (by: string, id: number) => void;
  /** Asks users, or teams as `org/slug`, for a review. */
  readonly requestReview: (by: string, ...whom: readonly string[]) => void;
  readonly withdrawReviewRequest: (by: string, ...whom: readonly string[]) => void;
  /** Logins, and teams as `org/slug`. */
  readonly requestedReviewers: () => readonly string[];
}

const states = { approved: "APPROVED", changes_requested: "CHANGES_REQUESTED", commented: "COMMENTED" } as const;

export function pullReviews(world: World, pull: Pull): PullReviews {
  const { repository } = pull;
  return {
    reviews: () => pull.pull.reviews.map(({ id, user, ...rest }) => ({ ...rest, id, user: user.login })),
    review: (by, state, body = "", comments = []) => {
      const actor = actorOf(world, by);
      requireRole(world, { repository, user: actor.user, needs: "read", to: "review" });
      if (actor.user === pull.author && state !== "commented") {
        throw new Error(`${by} cannot have ${state} a pull request of their own; let somebody else review it.`);
      }
      const { id, user, ...rest } = submitReview(world, pull, { actor, state: states[state], body, comments });
      return { ...rest, id, user: user.login };
    },
    dismissReview: (by, id) => {
      const actor = actorOf(world, by);
      requireRole(world, { repository, user: actor.user, needs: "write", to: "dismiss reviews" });
      const review = pull.pull.reviews.find((one) => one.id === id);
      if (review === undefined) throw new Error(`Pull request #${pull.number} has no review ${id}.`);
      dismissReview(world, pull, { review, actor });
    },
    requestReview: (by, ...whom) => {
      const actor = actorOf(world, by);
      requireRole(world, { repository, user: actor.user, needs: "triage", to: "ask for reviews" });
      requestReviews(world, pull, { actor, ...sorted(world, whom) });
    },
    withdrawReviewRequest: (by, ...whom) => {
      const actor = actorOf(world, by);
      requireRole(world, { repository, user: actor.user, needs: "triage", to: "withdraw requests for review" });
      withdrawRequests(world, pull, { actor, ...sorted(world, whom) });
    },
    requestedReviewers: () => [
      ...pull.pull.requestedReviewers.map((user) => user.login),
      ...pull.pull.requestedTeams.map((team) => `${team.organization.login}/${team.slug}`),
    ],
  };
}

function sorted(world: World, names: readonly string[]): { users: readonly User[]; teams: readonly Team[] } {
  const users = names.filter((name) => !name.includes("/")).map((login) => userOf(world, login));
  const teams = names
    .filter((name) => name.includes("/"))
    .map((name) => {
      const [organization = "", slug = ""] = name.split("/");
      const team = findTeam(world, organization, slug);
      if (team === undefined) throw new Error(`There is no team ${name}; create it with createTeam first.`);
      return team;
    });
  return { users, teams };
}
