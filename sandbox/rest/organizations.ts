import { grantsAny } from "../access/grants.ts";
import { GitHubError, notFound } from "../github-error.ts";
import { stamp } from "../payloads/json.ts";
import type { Json } from "../payloads/json.ts";
import { teamShape } from "../payloads/team.ts";
import { organizationShape, publicUserShape, userShape } from "../payloads/user.ts";
import type { Team, User } from "../state/accounts.ts";
import { isInTeam } from "../state/team-members.ts";
import { findTeam } from "../state/directory.ts";
import type { World } from "../state/world.ts";
import { newApi } from "./api.ts";
import type { Api, Call } from "./api.ts";
import { parameter } from "./enter.ts";
import { listing } from "./pages.ts";

/** Teams of an organization and who is in them. An App sees them with members:read, where it is installed. */
export function organizationRoutes(world: World): Api {
  const api = newApi();
  api.get("/orgs/:org/teams", (c) => {
    const organization = organizationIn(world, c);
    const teams = [...world.teams.values()].filter((team) => team.organization === organization);
    return listing(c, teams, (team) => teamShape(world, team));
  });
  api.get("/orgs/:org/teams/:team", (c) => c.json(fullTeamShape(world, teamIn(world, c))));
  api.get("/orgs/:org/teams/:team/members", (c) => {
    return listing(c, membersOf(world, teamIn(world, c)), (user) => userShape(world, user));
  });
  api.get("/orgs/:org/teams/:team/memberships/:login", (c) => {
    const team = teamIn(world, c);
    const user = world.users.get(parameter(c, "login").toLowerCase());
    if (user === undefined || !isInTeam(world, team, user)) throw notFound();
    // Whoever is in a team below belongs to this one as a member.
    const role = team.members.get(user.id) ?? "member";
    const url = `${world.url}/organizations/${team.organization.id}/team/${team.id}/memberships/${user.login}`;
    return c.json({ url, role, state: "active" });
  });
  api.get("/users/:login", (c) => {
    const login = parameter(c, "login").toLowerCase();
    // The bot of an App is found by the App's slug alone, though its login may be another.
    const slug = /^(.+)\[bot\]$/.exec(login)?.[1];
    const user = slug === undefined ? world.users.get(login) : world.apps.get(slug)?.bot;
    if (user === undefined || (user.type === "Bot" && slug === undefined)) throw notFound();
    return c.json(publicUserShape(world, user));
  });
  return api;
}

function organizationIn(world: World, c: Call): User {
  const organization = world.users.get(parameter(c, "org").toLowerCase());
  if (organization?.type !== "Organization") throw notFound();
  const caller = c.get("caller");
  if (caller.kind === "user") return organization;
  if (caller.kind !== "installation") throw new GitHubError(403, "Resource not accessible by integration");
  const needs = ["members:read"];
  c.set("needs", needs);
  const isThere = caller.installation.account === organization;
  if (isThere && grantsAny(caller.permissions, needs)) return organization;
  throw isThere ? new GitHubError(403, "Resource not accessible by integration") : notFound();
}

function teamIn(world: World, c: Call): Team {
  const organization = organizationIn(world, c);
  const team = findTeam(world, organization.login, parameter(c, "team"));
  if (team === undefined) throw notFound();
  return team;
}

function membersOf(world: World, team: Team): readonly User[] {
  return [...world.users.values()].filter((user) => isInTeam(world, team, user));
}

function fullTeamShape(world: World, team: Team): Json {
  const { organization } = team;
  const founded = stamp(organization.createdAt);
  return {
    ...teamShape(world, team),
    members_count: team.members.size,
    repos_count: team.repositories.size,
    created_at: founded,
    updated_at: founded,
    organization: {
      ...organizationShape(world, organization),
      html_url: `${world.url}/${organization.login}`,
      has_organization_projects: true,
      has_repository_projects: true,
      public_repos: 0,
      public_gists: 0,
      followers: 0,
      following: 0,
      type: "Organization",
      created_at: founded,
      updated_at: founded,
      archived_at: null,
    },
  };
}
