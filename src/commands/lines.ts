/** One line of a text: offsets in UTF-16 units, the line break not counted. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The lines of a text as Markdown tells them apart; U+2028 and its like begin no new one. */
export function splitLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ start, end: index, text: text.slice(start, index) });
    start = index + lineBreak.length;
  }
  return [...lines, { start, end: text.length, text: text.slice(start) }];
}
