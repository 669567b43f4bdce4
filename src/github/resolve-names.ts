import type { Names } from "../rules/names-in.ts";
import type { RuleSnapshot } from "../rules/snapshot.ts";
import type { Client } from "./client.ts";
import { failureOf } from "./failure.ts";
import { githubId } from "./github-id.ts";
import { nullIfGone } from "./null-if-gone.ts";

type Ids = Pick<RuleSnapshot, "users" | "teams" | "apps">;

/**
 * Asks whom the names stand for now: names change hands, ids do not. What is known already is not asked again, so that the
 * new owner of a name does not come into what the rules meant for the old one.
 */
export async function resolveNames(client: Client, names: Names, known: Ids | null): Promise<Ids> {
  const [users, teams, apps] = await Promise.all([
    idsOf(names.users, known?.users, (login) => readUser(client, login, "User")),
    idsOf(names.teams, known?.teams, (team) => readTeam(client, team)),
    idsOf(names.apps, known?.apps, (slug) => readUser(client, `${slug}[bot]`, "Bot")),
  ]);
  return { users, teams, apps };
}

async function idsOf<Id>(
  names: readonly string[],
  known: Readonly<Record<string, Id>> | undefined,
  read: (name: string) => Promise<Id>,
): Promise<Record<string, Id>> {
  const entries = names.map(async (name) => {
    const before = known?.[name];
    return [name, typeof before === "number" ? before : await read(name)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** An App acts through the user `slug[bot]`, whatever login its answers then show. */
async function readUser(client: Client, username: string, type: "User" | "Bot"): Promise<number | null> {
  const answer = await nullIfGone(client.rest.users.getByUsername({ username }));
  return answer === null || answer.data.type !== type ? null : githubId(answer.data.id);
}

/** Teams of other organizations cannot be seen, and are answered as if they were not there. */
export async function readTeam(client: Client, team: string): Promise<number | null | "hidden"> {
  const [org = "", slug = ""] = team.split("/");
  try {
    const answer = await nullIfGone(client.rest.teams.getByName({ org, team_slug: slug }));
    return answer === null ? null : githubId(answer.data.id);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "refused" && failure.status === 403) return "hidden";
    throw error;
  }
}
