import type { Code, Node, Paragraph, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { ParsedCommand } from "./command.ts";
import { commandTable } from "./grammar.ts";
import { isOtherBots } from "./other-bots.ts";
import { nearest } from "./nearest.ts";

/** Commands that one comment may hold; more are left out. */
const commandsMax = 20;

/** Deeper nesting than anybody writes by hand makes Markdown slow to read; nothing in it could be a command anyway. */
const nestingMax = 50;

/**
 * Finds the commands of a comment: at the start of a line of plain text, and so outside code, quotes, lists, tables and HTML,
 * where they are talked about or hidden. Read by a Markdown parser, from the source: what is escaped is no command.
 */
export function parseCommands(markdown: string): readonly ParsedCommand[] {
  if (!mayHoldCommand.test(markdown)) return [];
  const source = markdown.replaceAll("\r\n", "\n");
  if (isNestedTooDeep(source)) return [];
  const { children } = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const lines = children.filter((node) => node.type === "paragraph").flatMap((node) => commandLines(node, source));
  return lines.slice(0, commandsMax).map((line, index) => {
    const end = lines[index + 1]?.start ?? source.length;
    return read(line, {
      rest: line.rest,
      below: belowOf(line, source, end),
      jsonBlock: jsonBlockOf(children, line, end),
    });
  });
}

const mayHoldCommand = /^ {0,3}\/[a-z]/im;

/** A line that speaks to Baton, or comes near. */
interface CommandLine {
  /** Where its slash stands in the source. */
  readonly start: number;
  readonly word: string;
  /** Whether `/baton` stood in front, which leaves no doubt who is meant. */
  readonly isAddressed: boolean;
  readonly rest: string;
  /** Where the rest begins in the source. */
  readonly restStart: number;
}

const commandPattern = /^\/(baton(?:[ \t]+\/?|$))?([a-z][a-z-]*)?(?=[ \t]|$)/i;

function commandLines(paragraph: Paragraph, source: string): readonly CommandLine[] {
  const begin = offsetOf(paragraph, "start");
  const lines: CommandLine[] = [];
  let start = begin;
  for (const text of source.slice(begin, offsetOf(paragraph, "end")).split("\n")) {
    const indent = text.length - text.trimStart().length;
    const line = isPlainText(paragraph, start + indent) ? readLine(text.slice(indent), start + indent) : null;
    if (line !== null) lines.push(line);
    start += text.length + 1;
  }
  return lines;
}

function readLine(text: string, start: number): CommandLine | null {
  const match = commandPattern.exec(text);
  if (match === null) return null;
  const isAddressed = match[1] !== undefined;
  const word = (match[2] ?? (isAddressed ? "help" : "")).toLowerCase();
  if (word === "" || (!isAddressed && !isNearOurs(word))) return null;
  // A backslash at the end of a line only breaks it.
  const rest = text.slice(match[0].length).replace(/\\$/, "").trim();
  return { start, word, isAddressed, rest, restStart: start + match[0].length };
}

const words: readonly string[] = commandTable.map(({ name }) => name);

/** One of Baton's words, or one that can only be meant for it: other bots' commands are left alone. */
function isNearOurs(word: string): boolean {
  return words.includes(word) || (!isOtherBots(word) && nearest(word, words) !== null);
}

function read({ word }: CommandLine, given: Parameters<(typeof commandTable)[number]["read"]>[0]): ParsedCommand {
  const row = commandTable.find(({ name }) => name === word);
  if (row !== undefined) return row.read(given);
  const suggestion = nearest(word, words) ?? "help";
  return { name: "misread", word: word.slice(0, 40), problem: { kind: "unknown", suggestion } };
}

/** The text from a command to the next, fenced blocks and all. */
function belowOf({ restStart }: CommandLine, source: string, end: number): string {
  return source.slice(restStart, end).trim();
}

function jsonBlockOf(children: readonly RootContent[], { start }: CommandLine, end: number): string | null {
  const isBelow = (node: RootContent): node is Code =>
    node.type === "code" &&
    node.lang?.toLowerCase() === "json" &&
    offsetOf(node, "start") > start &&
    offsetOf(node, "start") < end;
  return children.find(isBelow)?.value ?? null;
}

/** Whether a place of the source is text of the paragraph itself, and not code, HTML or a link. */
function isPlainText(paragraph: Paragraph, offset: number): boolean {
  return paragraph.children.some(
    (node) => node.type === "text" && offsetOf(node, "start") <= offset && offset < offsetOf(node, "end"),
  );
}

function offsetOf(node: Node, edge: "start" | "end"): number {
  return node.position?.[edge].offset ?? 0;
}

function isNestedTooDeep(source: string): boolean {
  return source.split("\n").some((line) => countMarkers(line) > nestingMax);
}

/** The marks of quotes and lists that a line begins with. */
function countMarkers(line: string): number {
  const opening = /^(?:[\s>*+-]|\d{1,9}[.)])*/.exec(line)?.[0] ?? "";
  return opening.match(/[>*+.)-]/g)?.length ?? 0;
}
