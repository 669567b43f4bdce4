import { nearest } from "../workflow/nearest.ts";
import type { Line } from "./lines.ts";
import { commandTable } from "./grammar.ts";
import { isOtherBots } from "./other-bots.ts";

/** A line that speaks to Baton, or comes so near to it that it was meant to. */
export interface CommandLine {
  /** Where its slash stands in the comment. */
  readonly start: number;
  /** Spaces before the slash. */
  readonly indent: number;
  /** The command's word as written, at most 40 characters of it. */
  readonly word: string;
  /** Where what follows the word begins in the comment. */
  readonly restStart: number;
  readonly end: number;
}

/**
 * Reads the word that a line begins with, by its characters alone: whether the line is plain text is for the Markdown to say.
 * A word is of plain letters up to a space, so a path is none, and neither is one with hidden or look-alike characters.
 */
export function readCommandLine(line: Line): CommandLine | null {
  const [opening, indent = "", word = ""] = spoken.exec(line.text) ?? [];
  if (opening === undefined) return null;
  const found = { start: line.start + indent.length, indent: indent.length, end: line.end };
  const restStart = line.start + opening.length;
  if (word.toLowerCase() !== "baton") return isNearOurs(word) ? { ...found, word, restStart } : null;
  const [addressed, addressedWord = "help"] = behindBaton.exec(line.text.slice(opening.length)) ?? [""];
  return { ...found, word: addressedWord.slice(0, wordMax), restStart: restStart + addressed.length };
}

/** Four spaces would be code. A mark at the end is a slip: `/hold, the tests are flaky`. */
const spoken = /^( {0,3})\/([a-z][a-z_-]{0,39}[.,:;!?]?)(?=[ \t\u00A0]|$)/i;

const behindBaton = /^[ \t\u00A0]+\/?([^\s/]\S*)/;

const wordMax = 40;

const names: readonly string[] = commandTable.map(({ name }) => name);

/** One of Baton's words, or one that can only be meant for it. */
function isNearOurs(word: string): boolean {
  const lower = word.toLowerCase();
  return names.includes(lower) || (!isOtherBots(lower) && nearest(lower, names) !== null);
}
