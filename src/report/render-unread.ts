import type { ParsedCommand } from "../commands/command.ts";
import { codeWord } from "./code-word.ts";
import { inertText } from "./inert.ts";

/** Why nothing came of a command that GitHub did not let Baton judge. `what` is GitHub's own message. */
export function renderUnread({ command, what }: { readonly command: ParsedCommand; readonly what: string }): string {
  const word = command.name === "misread" ? command.word : command.name;
  const reason = inertText(what.replace(/\.$/, ""), 400);
  return [
    `😕 **Nothing came of \`/${codeWord(word)}\`.** GitHub does not let Baton read what it has to look at for that: ${reason}.`,
    "Somebody with access to the App's settings has to look at its permissions; then say it again in a new comment.",
    ...(command.name === "advance" && !command.force
      ? [
          "Whoever has maintain or admin access can go past checks and approvals that cannot be read with `/advance --force`.",
        ]
      : []),
  ].join(" ");
}
