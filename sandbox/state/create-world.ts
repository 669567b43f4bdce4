import { createHash } from "node:crypto";
import type { App, Installation, Permissions, User } from "./accounts.ts";
import type { World } from "./world.ts";

export interface WorldOptions {
  readonly appId: number;
  readonly appSlug: string;
  readonly publicKey: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly clock: () => Date;
  readonly tokenClock: () => Date;
  readonly emit: World["emit"];
}

/** GitHub's newer ids no longer fit 32 bits, so none of these do. */
const firstId = 4_300_000_001;

/** An empty GitHub: nobody but the App being built, and the organization it belongs to. */
export function createWorld(options: WorldOptions): World {
  let lastId = firstId - 1;
  const nextId = (): number => (lastId += 1);
  const createdAt = options.clock();
  const owner: User = { id: nextId(), login: "relay-works", type: "Organization", appSlug: null, createdAt };
  const bot: User = {
    id: nextId(),
    login: `${options.appSlug}[bot]`,
    type: "Bot",
    appSlug: options.appSlug,
    createdAt,
  };
  const app: App = {
    id: options.appId,
    slug: options.appSlug,
    name: options.appSlug,
    owner,
    bot,
    permissions: options.permissions,
    events: options.events,
    publicKey: options.publicKey,
    createdAt,
  };
  return {
    url: "",
    clock: options.clock,
    tokenClock: options.tokenClock,
    nextId,
    app,
    apps: new Map([[app.slug, app]]),
    users: new Map([owner, bot].map((user) => [user.login.toLowerCase(), user])),
    teams: new Map(),
    installations: new Map(),
    repositories: new Map(),
    tokens: new Map(),
    emit: options.emit,
  };
}

/** The installation of the App on an account, made when there is none. */
export function installOn(world: World, account: User): Installation {
  const known = [...world.installations.values()].find((one) => one.account === account);
  if (known !== undefined) return known;
  const installation: Installation = {
    id: world.nextId(),
    app: world.app,
    account,
    selection: "all",
    repositoryIds: new Set(),
    suspendedAt: null,
    createdAt: world.clock(),
  };
  world.installations.set(installation.id, installation);
  return installation;
}

/** Something that looks like one of GitHub's tokens and is the same in every run. */
export function tokenText(world: World, prefix: "ghs" | "ghp"): string {
  return `${prefix}_${createHash("sha256").update(`token ${world.nextId()}`).digest("hex").slice(0, 36)}`;
}
