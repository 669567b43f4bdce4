import { createHash } from "node:crypto";
import { grantsAny } from "../access/grants.ts";
import { needsOfEvent } from "../webhooks/event-needs.ts";
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
  for (const event of options.events) requireSubscribable(event, options.permissions);
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

/** GitHub registers no App for an event of which it may read nothing. */
function requireSubscribable(event: string, permissions: Permissions): void {
  const needs = needsOfEvent(event);
  if (grantsAny(permissions, needs)) return;
  throw new Error(`An App that subscribes to ${event} needs one of these permissions: ${needs.join(", ")}.`);
}

/** Something that looks like one of GitHub's tokens and is the same in every run. */
export function tokenText(world: World, prefix: "ghs" | "ghp"): string {
  return `${prefix}_${createHash("sha256").update(`token ${world.nextId()}`).digest("hex").slice(0, 36)}`;
}
