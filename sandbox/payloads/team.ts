import type { Team } from "../state/accounts.ts";
import type { World } from "../state/world.ts";
import { nodeId } from "./json.ts";
import type { Json } from "./json.ts";

export function teamShape(world: World, team: Team): Json {
  const { parent } = team;
  return { ...simpleTeamShape(world, team), parent: parent === null ? null : simpleTeamShape(world, parent) };
}

function simpleTeamShape(world: World, team: Team): Json {
  const url = `${world.url}/organizations/${team.organization.id}/team/${team.id}`;
  return {
    name: team.name,
    id: team.id,
    node_id: nodeId("T", team.id),
    slug: team.slug,
    description: "",
    privacy: "closed",
    notification_setting: "notifications_enabled",
    url,
    html_url: `${world.url}/orgs/${team.organization.login}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: "organization",
    organization_id: team.organization.id,
    permission: "pull",
  };
}
