/** A part of a text; `max` bounds the characters that each text from outside takes in it. */
export type Piece = (max: number) => string;

/** More than anybody reads of one piece. */
const pieceMax = 20_000;

/**
 * Joins the pieces that say something, shortening the longest until the whole is shorter than `max`. Pieces that take
 * nothing of any length from outside do not get shorter; they are small.
 */
export function fit(pieces: readonly Piece[], max: number): string {
  const parts = pieces.map((piece) => ({ piece, limit: pieceMax, text: piece(pieceMax) }));
  for (;;) {
    const whole = parts
      .map(({ text }) => text)
      .filter((text) => text !== "")
      .join("\n\n");
    const longest = parts.filter(({ limit }) => limit > 0).toSorted((a, b) => b.text.length - a.text.length)[0];
    if (whole.length < max || longest === undefined) return whole;
    longest.limit = Math.floor(longest.limit / 2);
    longest.text = longest.piece(longest.limit);
  }
}
