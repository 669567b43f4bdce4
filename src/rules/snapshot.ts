import { z } from "zod";
import { roles, type Role } from "../workflow/roles.ts";
import { phases, type Phase } from "../workflow/states.ts";
import { rulesSchema, type Rules } from "./schema.ts";

/**
 * A repository's rules as they were at one moment, with everything that they name: who a login stood for then, what the
 * files that belong to them said. What is pinned on a workflow, so that nothing that changes elsewhere changes it.
 */
export interface RuleSnapshot {
  /** Of the rules file. */
  readonly blobSha: string;
  readonly rules: Rules;
  /** GitHub's ids of the users that are named, by login in lower case; null where nobody had the login. */
  readonly users: Readonly<Record<string, number | null>>;
  /** Ids of the teams, by `organization/slug` in lower case; null where there was none, `hidden` where Baton may not see teams. */
  readonly teams: Readonly<Record<string, number | null | "hidden">>;
  /** Ids of the Apps' bot users, by slug in lower case; null where there was no such App. */
  readonly apps: Readonly<Record<string, number | null>>;
  /** JSON Schemas for the results of phases. */
  readonly schemas: Readonly<Partial<Record<Phase, unknown>>>;
  /** What `.github/baton/prompts/<role>.md` says. */
  readonly prompts: Readonly<Partial<Record<Role, string>>>;
}

const id = z.int().nullable();

const stored = z.object({
  blobSha: z.string(),
  rules: rulesSchema,
  users: z.record(z.string(), id),
  teams: z.record(z.string(), z.union([id, z.literal("hidden")])),
  apps: z.record(z.string(), id),
  schemas: z.partialRecord(z.enum(phases), z.unknown()),
  prompts: z.partialRecord(z.enum(roles), z.string()),
});

/** Reads a kept snapshot. Keys of rules that came later get their defaults. */
export function readSnapshot(value: unknown): RuleSnapshot {
  return stored.parse(value);
}
