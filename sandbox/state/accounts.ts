import type { Role } from "./role.ts";

/** Someone with a login: a person, an organization, or the bot user that stands for an App. */
export interface User {
  readonly id: number;
  login: string;
  readonly type: "User" | "Organization" | "Bot";
  /** The App whose bot this is. */
  readonly appSlug: string | null;
  readonly createdAt: Date;
}

export type Permissions = Readonly<Record<string, "read" | "write" | "admin">>;

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly owner: User;
  readonly bot: User;
  permissions: Permissions;
  events: readonly string[];
  /** PEM of the key that its JSON web tokens are verified with; only the App being built has one. */
  readonly publicKey: string | null;
  readonly createdAt: Date;
}

export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: User;
  selection: "all" | "selected";
  /** Read only where `selection` is "selected". */
  readonly repositoryIds: Set<number>;
  suspendedAt: Date | null;
  readonly createdAt: Date;
}

export interface Team {
  readonly id: number;
  readonly organization: User;
  slug: string;
  name: string;
  /** The team that this one is below. */
  readonly parent: Team | null;
  readonly members: Map<number, "member" | "maintainer">;
  /** What the team may do in repositories, by repository id. */
  readonly repositories: Map<number, Role>;
}

/** Whoever does something: a user, or an App that acts through its bot. */
export interface Actor {
  readonly user: User;
  readonly app: App | null;
}
