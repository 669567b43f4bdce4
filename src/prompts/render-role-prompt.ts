import type { Role } from "../workflow/roles.ts";
import { promptPartNames, promptParts, type OwnSchemas, type PromptPartName } from "./prompt-parts.ts";

/** What a repository says of a role: its own prompt, if it has one, and its demands on results. */
export interface RolePromptInput {
  readonly role: Role;
  /** `.github/baton/prompts/<role>.md` on the default branch. */
  readonly own: string | null;
  readonly schemas: OwnSchemas;
}

/**
 * The system prompt of a role. A repository's own prompt takes the place of Baton's; a line of it that holds nothing but
 * `{{ default }}`, or the name of a part, brings in Baton's prompt, or that part of it.
 */
export function renderRolePrompt({ role, own, schemas }: RolePromptInput): string {
  const parts = promptParts(role, schemas);
  const whole = promptPartNames.map((name) => parts[name]).join("\n\n");
  if (own === null || own.trim() === "") return `${whole}\n`;
  const filled = own.replace(placeholder, (line: string, name: string) => {
    if (name === "default") return whole;
    return isPartName(name) ? parts[name] : line;
  });
  return `${filled.trim()}\n`;
}

/** The names in placeholders of a repository's own prompt that stand for nothing. */
export function unknownParts(own: string): readonly string[] {
  const names = Array.from(own.matchAll(placeholder), ([, name = ""]) => name);
  return names.filter((name) => name !== "default" && !isPartName(name));
}

const placeholder = /^[ \t]*\{\{[ \t]*([\w-]{1,40})[ \t]*\}\}[ \t]*\r?$/gm;

function isPartName(name: string): name is PromptPartName {
  return (promptPartNames as readonly string[]).includes(name);
}
