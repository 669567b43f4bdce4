import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { commandTable } from "../src/commands/grammar.ts";

/** `docs/commands.md` as the grammar has it. */
export async function commandsDoc(): Promise<string> {
  const options = await resolveConfig(commandsDocPath);
  return format(`${opening}\n${table()}\n${closing}`, { ...options, parser: "markdown" });
}

export const commandsDocPath = fileURLToPath(new URL("../docs/commands.md", import.meta.url));

const opening = `# Commands

<!-- Made from src/commands/grammar.ts by \`npx tsx scripts/write-commands-doc.ts\`. -->

A command is said in a new comment on the pull request. It stands at the start of a line, in any case, with \`/baton\` in front
or without: \`/baton advance\` is \`/advance\`. Of one comment the first twenty are carried out, in order, until the first that
is refused. Each comment gets one reaction: 🚀 the work moved, 👍 done, 😕 refused, with a reply that says why.
`;

function table(): string {
  const rows = commandTable.map(
    ({ usage, summary, who, example }) => `| \`${usage}\` | ${summary} | ${who} | \`${example}\` |`,
  );
  return ["| Command | What it does | Who may | For example |", "|---|---|---|---|", ...rows, ""].join("\n");
}

const closing = `
## What is no command

- A line in code, a quotation, a table, a heading, a footnote, HTML or an HTML comment, in struck-out text, or in what is folded away with
  \`<details>\`; a line that is indented as part of a list, or by four spaces.
- A comment that was edited: say it again in a new one.
- A path (\`/etc/passwd\`), a word with hidden or look-alike characters in it, and the commands of other bots (\`/lgtm\`, \`/retest\`). A word that
  is only misspelt is answered with the one that was meant.
- A comment of more than 5,000 lines, or with quotations and lists more than 50 deep.

## Requirements

\`/start\` takes the rest of its line and all that follows, up to the next command:

\`\`\`markdown
/start Customers can pay by card.

- The number is checked before it is sent.
- A refused card can be replaced.
\`\`\`

## Phase results

What a phase hands on can be given as a fenced \`json\` block below \`/advance\`, before the next command.
It is one JSON object; which keys mean something depends on the phase, and others are kept as they are. \`/accept\` takes none: nobody is
at work while the baton is in the air.

\`\`\`\`markdown
/advance All green.

\`\`\`json
{ "all_tests_passed": true, "test_coverage": 93.5 }
\`\`\`
\`\`\`\`
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(commandsDocPath, await commandsDoc());
