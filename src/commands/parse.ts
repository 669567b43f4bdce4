import { nearest } from "../workflow/nearest.ts";
import { storableText } from "../workflow/storable.ts";
import type { ParsedCommand } from "./command.ts";
import { readCommandLine, type CommandLine } from "./command-line.ts";
import { commandTable } from "./grammar.ts";
import { isReadable } from "./is-readable.ts";
import { splitLines } from "./lines.ts";
import { outline, type Outline } from "./outline.ts";
import { misread, quote, type Said } from "./said.ts";

/** Commands of one comment that are carried out; whoever wrote more is told. */
const commandsMax = 20;

/**
 * Finds the commands of a comment: at the start of a line of plain text, and so outside code, quotes, lists, tables and HTML,
 * where they are talked about or hidden. They are looked for in the source: what is escaped there is no command.
 */
export function parseCommands(markdown: string): readonly ParsedCommand[] {
  if (markdown.length > lengthMax) return [];
  // The parser leaves out a mark of the byte order, and counts every place after it one too low.
  const source = storableText(markdown).replace(/^\uFEFF/, "\uFFFD");
  const lines = splitLines(source);
  const candidates = lines.map(readCommandLine).filter((line) => line !== null);
  if (candidates.length === 0 || !isReadable(lines)) return [];
  const { spoken, jsonBlocks } = outline(source, candidates);
  return spoken.slice(0, commandsMax + 1).map((line, index) => {
    const end = spoken[index + 1]?.start ?? source.length;
    const said = saidIn(source, { line, end, jsonBlocks });
    return index < commandsMax ? read(said) : misread(said, { kind: "too_many", max: commandsMax });
  });
}

/** GitHub takes 65,536 characters, of up to two UTF-16 units each. */
const lengthMax = 131_072;

function saidIn(
  source: string,
  section: { readonly line: CommandLine; readonly end: number; readonly jsonBlocks: Outline["jsonBlocks"] },
): Said {
  const { line, end, jsonBlocks } = section;
  const { options, textStart } = takeOptions(source.slice(line.restStart, line.end));
  const start = line.restStart + textStart;
  return {
    word: line.word,
    options,
    // A backslash at the end of a line only breaks it.
    rest: source.slice(start, line.end).replace(/\\$/, "").trim(),
    below: source.slice(start, end).trim(),
    jsonBlocks: jsonBlocks.filter((block) => line.start < block.start && block.start < end).map(({ value }) => value),
  };
}

/** Some editors make one long dash of two. */
const option = /[ \t\u00A0]*(--[a-z]\S*|[–—]force(?!\S))/giy;

function takeOptions(text: string): { readonly options: readonly string[]; readonly textStart: number } {
  const found = Array.from(text.matchAll(option));
  return {
    options: found.map(([, word = ""]) => word),
    textStart: found.reduce((sum, [whole]) => sum + whole.length, 0),
  };
}

const names = commandTable.map(({ name }) => name);

function read(said: Said): ParsedCommand {
  const word = said.word.toLowerCase();
  const row = commandTable.find(({ name }) => name === word);
  if (row === undefined) return misread(said, { kind: "unknown", suggestion: nearest(word, names) ?? "help" });
  const unknown = said.options.find((option) => row.options?.includes(option.toLowerCase()) !== true);
  return unknown === undefined ? row.read(said) : misread(said, { kind: "unknown_option", given: quote(unknown) });
}
