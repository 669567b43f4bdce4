import type { Line } from "./lines.ts";

/**
 * Whether a Markdown parser gets through these lines in no time. More lines, and more or deeper quotations and lists than
 * anybody writes, take it minutes, or exhaust its stack.
 */
export function isReadable(lines: readonly Line[]): boolean {
  if (lines.length > linesMax) return false;
  let marks = 0;
  for (const { text } of lines) {
    const found = Array.from(text.matchAll(mark), ([each]) => each);
    if (found.length > marksPerLineMax || found.join("").length > openingMax) return false;
    marks += found.length;
  }
  return marks <= marksMax;
}

const linesMax = 5_000;

const marksPerLineMax = 50;

/** UTF-16 units. A list in a list stands two farther to the right. */
const openingMax = 150;

const marksMax = 2_000;

/** The marks of quotations and lists that a line begins with. A row of dashes is a rule, and none. */
const mark = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))/gy;
