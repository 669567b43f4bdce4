import type { Workflow } from "../workflow/workflow.ts";
import { turnText } from "./turn-text.ts";

/**
 * The comment that calls a role by mentioning who plays it. It is the one place where Baton mentions anybody: the names come
 * from the repository's rules, which take nothing but logins, teams and slugs of Apps. A new comment, since an edit notifies
 * nobody.
 */
export function renderMention(workflow: Workflow, names: readonly string[]): string {
  const mentions = names.map((name) => `@${name}`).join(" ");
  return `${mentions}\n\n${turnText(workflow)}`;
}
