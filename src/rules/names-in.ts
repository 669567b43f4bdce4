import { roles } from "../workflow/roles.ts";
import type { Rules } from "./schema.ts";

/** Everybody whom rules name, each once, in lower case as GitHub compares names. */
export interface Names {
  readonly users: readonly string[];
  /** `organization/slug`. */
  readonly teams: readonly string[];
  /** Slugs. */
  readonly apps: readonly string[];
}

export function namesIn(rules: Rules): Names {
  return { users: named(rules, "users"), teams: named(rules, "teams"), apps: named(rules, "apps") };
}

function named(rules: Rules, list: keyof Names): readonly string[] {
  return [...new Set(roles.flatMap((role) => rules.roles[role][list].map((name) => name.toLowerCase())))];
}
