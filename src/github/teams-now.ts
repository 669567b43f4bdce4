import type { RuleSnapshot } from "../rules/snapshot.ts";
import { createBelief } from "./believe.ts";
import type { GitHub } from "./client.ts";
import { readTeam } from "./resolve-names.ts";

export type TeamsNow = (installationId: number, snapshot: RuleSnapshot, now: Date) => Promise<RuleSnapshot>;

/**
 * Makes what says how the teams of pinned rules stand now: the same rules, in which a team is null that is there no more, or
 * whose name another has by now, and `hidden` one that Baton may no longer look into. Nobody plays a role by such a team.
 */
export function createTeamsNow(github: Pick<GitHub, "forInstallation">): TeamsNow {
  const standings = createBelief<{ readonly found: number | null | "hidden" }>();
  return async (installationId, snapshot, now) => {
    const client = github.forInstallation(installationId);
    const entries = Object.entries(snapshot.teams).map(async ([team, pinned]) => {
      if (typeof pinned !== "number") return [team, pinned] as const;
      const { found } = await standings(`${String(installationId)}/${team}`, now, async () => {
        return { found: await readTeam(client, team) };
      });
      return [team, found === pinned || found === "hidden" ? found : null] as const;
    });
    return { ...snapshot, teams: Object.fromEntries(await Promise.all(entries)) };
  };
}
