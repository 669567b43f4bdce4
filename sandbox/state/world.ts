import type { App, Installation, Permissions, Team, User } from "./accounts.ts";
import type { Repository } from "./repository.ts";
import type { WebhookEvent } from "../webhooks/event.ts";

type Token =
  | {
      readonly kind: "installation";
      readonly installation: Installation;
      readonly permissions: Permissions;
      readonly repositoryIds: ReadonlySet<number> | null;
      readonly expiresAt: Date;
    }
  | { readonly kind: "user"; readonly user: User };

/** Everything that this GitHub knows. Actions change it and emit events; REST, page and driver are ways to the actions. */
export interface World {
  /** The address it is reached at, without a slash at the end; known once the server listens. */
  url: string;
  readonly clock: () => Date;
  /** By what tokens live and die: a test that moves the other clock does not move the machine's. */
  readonly tokenClock: () => Date;
  readonly nextId: () => number;
  /** The App being built: the only one that has a key and a webhook. */
  readonly app: App;
  readonly apps: Map<string, App>;
  /** By login in lower case. */
  readonly users: Map<string, User>;
  readonly teams: Map<string, Team>;
  readonly installations: Map<number, Installation>;
  readonly repositories: Map<number, Repository>;
  readonly tokens: Map<string, Token>;
  readonly emit: (event: WebhookEvent) => void;
}

/** GitHub's clock shows whole seconds everywhere. */
export function now(world: World): Date {
  return new Date(Math.floor(world.clock().getTime() / 1000) * 1000);
}
