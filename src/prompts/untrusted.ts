/**
 * A text from outside between two lines that it cannot end by itself: the boundary is made anew for each message, nobody
 * who wrote the text could know it, and where it stands in the text all the same, it is taken out.
 *
 * @param source words of ours that say what the text is.
 * @param text with nothing hidden in it.
 * @param boundary at least 16 hexadecimal digits, random, in lower case.
 */
export function untrusted(source: string, text: string, boundary: string): string {
  const shown = text.replaceAll(new RegExp(boundary, "gi"), "⟨boundary⟩").trimEnd();
  return `<untrusted-${boundary} source="${source}">\n${shown}\n</untrusted-${boundary}>`;
}
