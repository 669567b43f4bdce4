import type { Actor, App, Installation, Team, User } from "./accounts.ts";
import { fullName } from "./repository.ts";
import type { Repository } from "./repository.ts";
import { now } from "./world.ts";
import type { World } from "./world.ts";

/** Apps whose identities are public knowledge and which tests care about. */
const wellKnownApps: Readonly<Record<string, { id: number; name: string; botId: number; botLogin: string }>> = {
  "github-actions": { id: 15368, name: "GitHub Actions", botId: 41898282, botLogin: "github-actions[bot]" },
  "copilot-swe-agent": { id: 1143301, name: "Copilot coding agent", botId: 198982749, botLogin: "Copilot" },
  claude: { id: 1236702, name: "Claude", botId: 209825114, botLogin: "claude[bot]" },
};

/** The user of this login, who is signed up on first mention. `slug[bot]` stands for the App of that slug. */
export function userOf(world: World, login: string): User {
  const known = world.users.get(login.toLowerCase());
  if (known !== undefined) return known;
  const slug = login.endsWith("[bot]")
    ? login.slice(0, -"[bot]".length)
    : login === "Copilot"
      ? "copilot-swe-agent"
      : null;
  return slug === null ? addUser(world, login, "User") : appOf(world, slug).bot;
}

export function renameUser(world: World, user: User, login: string): void {
  if (world.users.has(login.toLowerCase())) throw new Error(`The login ${login} is taken.`);
  world.users.delete(user.login.toLowerCase());
  user.login = login;
  world.users.set(login.toLowerCase(), user);
}

export function organizationOf(world: World, login: string): User {
  return world.users.get(login.toLowerCase()) ?? addUser(world, login, "Organization");
}

/** The App of this slug, registered on first mention. Those other than the App being built may do whatever Actions may. */
export function appOf(world: World, slug: string): App {
  const known = world.apps.get(slug);
  if (known !== undefined) return known;
  const famous = wellKnownApps[slug];
  const bot: User = {
    id: famous?.botId ?? world.nextId(),
    login: famous?.botLogin ?? `${slug}[bot]`,
    type: "Bot",
    appSlug: slug,
    createdAt: now(world),
  };
  world.users.set(bot.login.toLowerCase(), bot);
  const app: App = {
    id: famous?.id ?? world.nextId(),
    slug,
    name: famous?.name ?? slug,
    owner: organizationOf(world, "github"),
    bot,
    permissions: {
      metadata: "read",
      checks: "write",
      contents: "write",
      deployments: "write",
      issues: "write",
      pull_requests: "write",
      statuses: "write",
    },
    events: [],
    publicKey: null,
    createdAt: now(world),
  };
  world.apps.set(slug, app);
  return app;
}

export function actorOf(world: World, login: string): Actor {
  const user = userOf(world, login);
  return { user, app: user.appSlug === null ? null : appOf(world, user.appSlug) };
}

export function findRepository(world: World, owner: string, name: string): Repository | undefined {
  const wanted = `${owner}/${name}`.toLowerCase();
  for (const repository of world.repositories.values()) {
    if (fullName(repository).toLowerCase() === wanted) return repository;
  }
  return undefined;
}

/** The installation of the App being built that covers a repository. */
export function installationOn(world: World, repository: Repository): Installation | undefined {
  return [...world.installations.values()].find((one) => covers(one, repository));
}

export function covers(installation: Installation, repository: Repository): boolean {
  if (installation.account.id !== repository.owner.id) return false;
  return installation.selection === "all" || installation.repositoryIds.has(repository.id);
}

export function findTeam(world: World, organization: string, slug: string): Team | undefined {
  return world.teams.get(`${organization}/${slug}`.toLowerCase());
}

function addUser(world: World, login: string, type: "User" | "Organization"): User {
  const user: User = { id: world.nextId(), login, type, appSlug: null, createdAt: now(world) };
  world.users.set(login.toLowerCase(), user);
  return user;
}
