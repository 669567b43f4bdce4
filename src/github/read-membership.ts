import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import { githubId } from "./github-id.ts";

export interface MembershipQuestion {
  /** `organization/slug`. */
  readonly team: string;
  /** The id of the team that is meant: another may have its slug by now. */
  readonly teamId: number;
  readonly login: string;
}

/**
 * Whether somebody belongs to a team or to one of its child teams
 * (https://docs.github.com/en/rest/teams/members#get-team-membership-for-a-user). What Baton may not see counts as no.
 */
export async function readMembership(client: Client, { team, teamId, login }: MembershipQuestion): Promise<boolean> {
  const [org = "", slug = ""] = team.split("/");
  try {
    const { data: found } = await client.rest.teams.getByName({ org, team_slug: slug });
    if (githubId(found.id) !== teamId) return false;
    const { data } = await client.rest.teams.getMembershipForUserInOrg({ org, team_slug: slug, username: login });
    return data.state === "active";
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "refused" && (failure.status === 403 || failure.status === 404)) return false;
    throw error;
  }
}
