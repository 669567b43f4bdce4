import { storableText } from "../workflow/storable.ts";
import type { Misread } from "./command.ts";

/** A command as it was said, in the pieces that its row of the grammar reads. */
export interface Said {
  /** The word after the slash, as written. */
  readonly word: string;
  /** Options that stand in front of the rest, as written. */
  readonly options: readonly string[];
  /** The rest of its line, trimmed. */
  readonly rest: string;
  /** The comment's Markdown from there to the next command, trimmed: the rest of the line included. */
  readonly below: string;
  /** What stands in the fenced `json` blocks before the next command. */
  readonly jsonBlocks: readonly string[];
}

export function misread({ word }: Said, problem: Misread["problem"]): Misread {
  return { name: "misread", word: quote(word), problem };
}

/** As much as is worth repeating of something that could not be read. */
export function quote(text: string, max = 80): string {
  return storableText(text.slice(0, max));
}
