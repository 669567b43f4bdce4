/** Whether GitHub shows the same for both: it changes line breaks, and drops white space at the end. */
export function isSameText(a: string | null, b: string): boolean {
  return a !== null && asKept(a) === asKept(b);
}

function asKept(text: string): string {
  return text.replace(/\r\n/g, "\n").trimEnd();
}
