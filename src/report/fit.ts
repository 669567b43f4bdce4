/** A part of a text; `max` bounds the characters it takes over from outside. */
export type Piece = (max: number) => string;

/** More than anybody reads of one piece. */
const pieceMax = 20_000;

/**
 * Joins the pieces that say something, shortening the longest until all fit. Pieces that take nothing from outside do not
 * get shorter; they are small.
 */
export function fit(pieces: readonly Piece[], max: number): string {
  const limits = pieces.map(() => pieceMax);
  for (;;) {
    const texts = pieces.map((piece, at) => piece(limits[at] ?? 0));
    const text = texts.filter((each) => each !== "").join("\n\n");
    const longest = longestOf(texts, limits);
    if (text.length < max || longest === null) return text;
    limits[longest] = Math.floor((limits[longest] ?? 0) / 2);
  }
}

/** Which text is the longest of those that can still be shortened. */
function longestOf(texts: readonly string[], limits: readonly number[]): number | null {
  let longest: number | null = null;
  for (const [at, text] of texts.entries()) {
    if ((limits[at] ?? 0) > 0 && text.length > (longest === null ? 0 : (texts[longest]?.length ?? 0))) longest = at;
  }
  return longest;
}
