import type { Actor, App, Installation, Permissions, User } from "../state/accounts.ts";
import { GitHubError } from "../github-error.ts";

/** Who makes a request. */
export type Caller =
  | { readonly kind: "anonymous" }
  /** An App by its JSON web token: good for what is about the App itself, not for repositories. */
  | { readonly kind: "app"; readonly app: App }
  | {
      readonly kind: "installation";
      readonly installation: Installation;
      readonly permissions: Permissions;
      readonly repositoryIds: ReadonlySet<number> | null;
    }
  | { readonly kind: "user"; readonly user: User };

/** As whom a caller's changes are shown. */
export function actorFor(caller: Caller): Actor {
  if (caller.kind === "user") return { user: caller.user, app: null };
  if (caller.kind === "installation") return { user: caller.installation.app.bot, app: caller.installation.app };
  throw new GitHubError(403, "Resource not accessible by integration");
}
