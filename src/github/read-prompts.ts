import { promptPartNames } from "../prompts/prompt-parts.ts";
import { unknownParts } from "../prompts/render-role-prompt.ts";
import { faultTexts } from "../rules/file-problem.ts";
import type { RulesProblem } from "../rules/problem.ts";
import { roles, type Role } from "../workflow/roles.ts";
import { storableText } from "../workflow/storable.ts";
import type { Client } from "./client.ts";
import { nullIfGone } from "./null-if-gone.ts";
import { readFile } from "./read-file.ts";
import { repositoryName } from "./repository-name.ts";

const promptsPath = ".github/baton/prompts";

const promptBytesMax = 64 * 1024;

export interface PromptsRead {
  readonly prompts: Readonly<Partial<Record<Role, string>>>;
  readonly problems: readonly RulesProblem[];
}

/** Reads the prompts that a repository has of its own, `<role>.md` each. Most have none, which one request tells. */
export async function readPrompts(client: Client, fullName: string): Promise<PromptsRead> {
  const listed = await nullIfGone(client.rest.repos.getContent({ ...repositoryName(fullName), path: promptsPath }));
  const names = listed === null || !Array.isArray(listed.data) ? [] : listed.data.map(({ name }) => name);
  const read = await Promise.all(
    roles
      .filter((role) => names.includes(`${role}.md`))
      .map(async (role) => {
        const path = `${promptsPath}/${role}.md`;
        return { role, path, file: await readFile(client, { fullName, path, bytesMax: promptBytesMax }) };
      }),
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
