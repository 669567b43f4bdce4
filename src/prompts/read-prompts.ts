import { faultTexts } from "../rules/file-problem.ts";
import { promptPath, promptsFolder } from "../rules/named-paths.ts";
import type { RulesProblem } from "../rules/problem.ts";
import type { RepositoryFiles } from "../rules/repository-files.ts";
import { roles, type Role } from "../workflow/roles.ts";
import { storableText } from "../workflow/storable.ts";
import { promptPartNames } from "./prompt-parts.ts";
import { unknownParts } from "./render-role-prompt.ts";

export interface PromptsRead {
  readonly prompts: Readonly<Partial<Record<Role, string>>>;
  readonly problems: readonly RulesProblem[];
}

/** Reads the prompts that a repository has of its own, `<role>.md` each. Most have none, which one look tells. */
export async function readPrompts(
  files: RepositoryFiles,
  { only }: { readonly only?: ReadonlySet<string> } = {},
): Promise<PromptsRead> {
  const names = await files.list(promptsFolder);
  const read = await Promise.all(
    roles
      .filter((role) => names.includes(`${role}.md`) && only?.has(promptPath(role)) !== false)
      .map(async (role) => ({ role, path: promptPath(role), file: await files.read(promptPath(role)) })),
  );
  return {
    prompts: Object.fromEntries(
      read.flatMap(({ role, file }) => (file.kind === "file" ? [[role, storableText(file.text)]] : [])),
    ),
    problems: read.flatMap(({ path, file }) => {
      if (file.kind === "none") return [];
      if (file.kind === "fault") return [problem(`The prompt ${path} cannot be read: ${faultTexts[file.fault]}.`)];
      const [unknown] = unknownParts(file.text);
      if (unknown === undefined) return [];
      const parts = ["default", ...promptPartNames].join(", ");
      return [problem(`The prompt ${path} has a line {{ ${unknown} }}, which names no part. Parts are: ${parts}.`)];
    }),
  };
}

function problem(message: string): RulesProblem {
  return { line: 1, column: 1, path: "", message, suggestion: null };
}
