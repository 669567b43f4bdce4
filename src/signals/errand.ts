import { z } from "zod";
import type { RepositoryRef } from "./repository-ref.ts";
import type { Said } from "./said.ts";
import { storedSaid } from "./stored-said.ts";

/** A small job beside the syncs. JSON: it is kept until it is done. */
export type Errand =
  /** How the App stands to the repositories of an installation may have changed. */
  | { readonly kind: "installation"; readonly installationId: number }
  /** Permissions that were missing may be there. */
  | { readonly kind: "permissions"; readonly installationId: number }
  /** A merge queue waits for an answer on a group's commit. */
  | {
      readonly kind: "merge_group";
      readonly repository: RepositoryRef;
      readonly headSha: string;
      /** In full: `refs/heads/gh-readonly-queue/main/pr-7-<sha>`. */
      readonly headRef: string;
      readonly baseRef: string;
    }
  /** Somebody wants what was answered on a group's commit answered anew. */
  | { readonly kind: "merge_group_again"; readonly repository: RepositoryRef; readonly headSha: string }
  /** The rules on the default branch may have changed. */
  | { readonly kind: "rules"; readonly repository: RepositoryRef }
  /** A pull request has a head that Baton has not seen: it may change the rules file, and start a relay. */
  | {
      readonly kind: "pull_head";
      readonly repository: RepositoryRef;
      readonly number: number;
      readonly headSha: string;
      /** Who opened the pull request with this head, where that was just now. */
      readonly opened: Said | null;
    };

const repository = z.object({ id: z.int(), ownerId: z.int(), fullName: z.string(), installationId: z.int() });

const schema: z.ZodType<Errand> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("installation"), installationId: z.int() }),
  z.object({ kind: z.literal("permissions"), installationId: z.int() }),
  z.object({
    kind: z.literal("merge_group"),
    repository,
    headSha: z.string(),
    headRef: z.string(),
    baseRef: z.string(),
  }),
  z.object({ kind: z.literal("merge_group_again"), repository, headSha: z.string() }),
  z.object({ kind: z.literal("rules"), repository }),
  z.object({
    kind: z.literal("pull_head"),
    repository,
    number: z.int(),
    headSha: z.string(),
    // What was kept before a relay could start by itself has none.
    opened: z.object(storedSaid).nullable().default(null),
  }),
]);

/** What an errand is about: asked for twice, it is one. */
export function errandKey(errand: Errand): string {
  switch (errand.kind) {
    case "installation":
    case "permissions":
      return String(errand.installationId);
    case "merge_group":
    case "merge_group_again":
      return `${String(errand.repository.id)}/${errand.headSha}`;
    case "rules":
      return String(errand.repository.id);
    case "pull_head": {
      // A push that leads back to the head must not replace the opening before that was seen to.
      const opening = errand.opened === null ? "" : "/opened";
      return `${String(errand.repository.id)}/${String(errand.number)}/${errand.headSha}${opening}`;
    }
  }
}

/** Reads a kept errand; null where it is none, as after going back to an older Baton. */
export function parseErrand(details: unknown): Errand | null {
  return schema.safeParse(details).data ?? null;
}
