import type { Team, User } from "./accounts.ts";
import type { World } from "./world.ts";

/** Whether a user belongs to a team, or to one of the teams below it. */
export function isInTeam(world: World, team: Team, user: User): boolean {
  if (team.members.has(user.id)) return true;
  return [...world.teams.values()].some((one) => one.parent === team && isInTeam(world, one, user));
}
