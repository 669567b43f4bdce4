import { z } from "zod";
import { roleIn } from "../access/repository-role.ts";
import { requestReviews, withdrawRequests } from "../actions/reviews.ts";
import { GitHubError } from "../github-error.ts";
import { simplePullShape } from "../payloads/pull.ts";
import { teamShape } from "../payloads/team.ts";
import { userShape } from "../payloads/user.ts";
import type { Team, User } from "../state/accounts.ts";
import { findTeam } from "../state/directory.ts";
import type { Pull } from "../state/repository.ts";
import { reaches } from "../state/role.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { bodyOf } from "./body.ts";
import { enter, pullIn } from "./enter.ts";

const request = z.object({
  reviewers: z.array(z.string()).default([]),
  team_reviewers: z.array(z.string()).default([]),
});

export function reviewRequestRoutes(world: World): Api {
  const api = newApi();
  const all = "/repos/:owner/:repo/pulls/:number/requested_reviewers";
  api.get(all, (c) => {
    const { repository } = enter(world, c, "pull_requests:read");
    const { requestedReviewers, requestedTeams } = pullIn(repository, c).pull;
    return c.json({
      users: requestedReviewers.map((user) => userShape(world, user)),
      teams: requestedTeams.map((team) => teamShape(world, team)),
    });
  });
  api.post(all, (c) => {
    const { repository, actor } = enter(world, c, "pull_requests:write", "triage");
    const pull = pullIn(repository, c);
    requestReviews(world, pull, { actor, ...reviewersIn(world, c, pull) });
    return c.json(simplePullShape(world, pull), 201);
  });
  api.delete(all, (c) => {
    const { repository, actor } = enter(world, c, "pull_requests:write", "triage");
    const pull = pullIn(repository, c);
    withdrawRequests(world, pull, { actor, ...reviewersIn(world, c, pull) });
    return c.json(simplePullShape(world, pull));
  });
  return api;
}

/** GitHub takes all of those named or none: they must be collaborators, and never the author. */
function reviewersIn(world: World, c: Call, pull: Pull): { users: readonly User[]; teams: readonly Team[] } {
  const { repository } = pull;
  const wanted = bodyOf(c, "PullRequest", request);
  const notCollaborators =
    "Reviews may only be requested from collaborators. " +
    "One or more of the users or teams you specified is not a collaborator of the repository.";
  const users = wanted.reviewers.map((login) => {
    const user = world.users.get(login.toLowerCase());
    if (user === pull.author) throw new GitHubError(422, "Review cannot be requested from pull request author.");
    const isKnown = user !== undefined && (repository.roles.has(user.id) || isInTeam(world, pull, user));
    if (!isKnown || !reaches(roleIn(world, repository, user), "read")) throw new GitHubError(422, notCollaborators);
    return user;
  });
  const teams = wanted.team_reviewers.map((slug) => {
    const team = findTeam(world, repository.owner.login, slug);
    if (!team?.repositories.has(repository.id)) throw new GitHubError(422, notCollaborators);
    return team;
  });
  return { users, teams };
}

function isInTeam(world: World, pull: Pull, user: User): boolean {
  return [...world.teams.values()].some(
    (team) => team.repositories.has(pull.repository.id) && team.members.has(user.id),
  );
}
