/**
 * The word nearest to a misspelt one; null where none is near enough to be meant. `given` is in lower case, as the words
 * are.
 */
export function nearest<Word extends string>(given: string, words: readonly Word[]): Word | null {
  let best: Word | null = null;
  let least = editsMax(given) + 1;
  for (const word of words) {
    // This also keeps the work small: only words of about the same length are compared.
    if (Math.abs(word.length - given.length) >= least) continue;
    const edits = editDistance(given, word);
    if (edits < least) [best, least] = [word, edits];
  }
  return best;
}

/** Two edits make another word of a short one (`/fold`, `/home`); a long one stays recognizable. */
function editsMax(word: string): number {
  return word.length < 6 ? 1 : 2;
}

/** Letters put in, left out, exchanged, or swapped with their neighbour (optimal string alignment), row by row. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const exchanged = at(above, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swapped = isSwap ? at(before, column - 2) + 1 : exchanged;
      current.push(Math.min(exchanged, swapped, at(above, column) + 1, at(current, column - 1) + 1));
    }
    [before, above] = [above, current];
  }
  return at(above, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] as number;
}
