/** A text of the report without what only Markdown needs: bold, escapes, entities, and characters that keep links from being made. */
export function plainText(markdown: string): string {
  return markdown
    .replaceAll("\u200B", "")
    .replaceAll("**", "")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&vert;", "|")
    .replaceAll("&amp;", "&");
}
