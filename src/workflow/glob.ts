/**
 * Whether a text is what a pattern means: `*` is any text, `?` any one character, everything else itself. A star takes as
 * little as it can, and only the last one passed is ever widened, so no pattern costs more than its longest piece between
 * two stars for each character of the text.
 *
 * @param pattern characters, as all of them can be read by their place.
 * @param text the same.
 */
export function matchesGlob(pattern: ArrayLike<string>, text: ArrayLike<string>): boolean {
  let at = 0;
  // The last star that was passed: where the pattern goes on behind it, and where in the text what it stands for ends.
  let behindStar: number | null = null;
  let starEnd = 0;
  for (let place = 0; place < text.length;) {
    const wanted = pattern[at];
    if (wanted === "*") {
      at += 1;
      behindStar = at;
      starEnd = place;
    } else if (wanted === "?" || (wanted !== undefined && wanted === text[place])) {
      at += 1;
      place += 1;
    } else if (behindStar === null) {
      return false;
    } else {
      starEnd += 1;
      at = behindStar;
      place = starEnd;
    }
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}
