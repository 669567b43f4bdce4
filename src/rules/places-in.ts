import type { Place } from "./problem.ts";

/** Finds the line and the column of an offset. Lines end as they do in YAML and in editors: with LF, or CR and LF. */
export function placesIn(text: string): (offset: number) => Place {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    let [line, after] = [1, starts.length + 1];
    while (line + 1 < after) {
      const middle = (line + after) >> 1;
      if ((starts[middle - 1] as number) > offset) after = middle;
      else line = middle;
    }
    return { line, column: offset - (starts[line - 1] as number) + 1 };
  };
}
