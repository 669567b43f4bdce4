import { appOf, renameUser, userOf } from "../state/directory.ts";
import { tokenText } from "../state/create-world.ts";
import type { World } from "../state/world.ts";

/** What becomes of accounts. */
export interface AccountDriver {
  /** A token that acts for a user, who is signed up if need be. */
  readonly tokenFor: (login: string) => string;
  /** Gives a user another login; the old one is free from then on. */
  readonly renameUser: (login: string, to: string) => void;
  /** Registers the App of this slug, as its first act would. */
  readonly registerApp: (slug: string) => void;
}

export function accountDriver(world: World): AccountDriver {
  return {
    tokenFor: (login) => {
      const token = tokenText(world, "ghp");
      world.tokens.set(token, { kind: "user", user: userOf(world, login) });
      return token;
    },
    renameUser: (login, to) => renameUser(world, userOf(world, login), to),
    registerApp: (slug) => void appOf(world, slug),
  };
}
