import type { ParsedCommand } from "../commands/command.ts";
import { isQuestion } from "./answer-command.ts";

/** Whether a command of a comment repeats a question of it, with nothing but questions in between that could change the answer. */
export function isAskedBefore(commands: readonly ParsedCommand[], index: number): boolean {
  const asked = commands[index];
  const before = commands.slice(0, index).reverse();
  const end = before.findIndex((command) => command.name === "misread" || !isQuestion(command));
  return before.slice(0, end === -1 ? before.length : end).some(({ name }) => name === asked?.name);
}
