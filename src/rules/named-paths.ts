import { roles, type Role } from "../workflow/roles.ts";
import { phases } from "../workflow/states.ts";
import type { Rules } from "./schema.ts";

/** Where the prompts are that a repository has of its own. */
export const promptsFolder = ".github/baton/prompts";

export function promptPath(role: Role): string {
  return `${promptsFolder}/${role}.md`;
}

/** Whether a file can be the rules file, or one that some rules name. */
export function mayBelongToRules(path: string): boolean {
  if (path === ".github/baton.yml" || path.startsWith(`${promptsFolder}/`)) return true;
  return path.startsWith(".github/") && path.endsWith(".json");
}

/** The files that are read with rules, by their paths: the JSON Schemas that they name, and prompts where there are any. */
export function namedPaths(rules: Rules): ReadonlySet<string> {
  return new Set([...phases.flatMap((phase) => rules["handoff-schemas"][phase] ?? []), ...roles.map(promptPath)]);
}
