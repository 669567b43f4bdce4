/** A word from outside for a code span: nothing but letters, digits, `_` and `-` is left of it. */
export function codeWord(text: string): string {
  return text.replace(/[^\w-]/g, "").slice(0, 64);
}
