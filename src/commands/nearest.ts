/**
 * The word nearest to a misspelt one, by how many letters must be put in, left out or exchanged; null where none is near
 * enough to be meant: one letter for short words, two for longer ones.
 */
export function nearest<Word extends string>(given: string, words: readonly Word[]): Word | null {
  let best: Word | null = null;
  let bestDistance = given.length <= 4 ? 1 : 2;
  for (const word of words) {
    if (Math.abs(word.length - given.length) > bestDistance) continue;
    const distance = editDistance(given, word);
    if (distance < bestDistance || (distance === bestDistance && best === null)) {
      best = word;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein's distance, row by row. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const exchanged = at(above, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(exchanged, at(above, column) + 1, at(current, column - 1) + 1));
    }
    above = current;
  }
  return at(above, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] as number;
}
