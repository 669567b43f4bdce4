import { parseParagraph, spanOf, type Span } from "./markdown.ts";
import { openElements, type OpenElements } from "./open-elements.ts";

/** Where a paragraph is text of its own: no part of code, HTML, a link or what is struck out. */
export function textSpans(paragraph: string): readonly Span[] {
  // Nothing can have begun before the first character.
  if ((paragraph.match(costly)?.length ?? 0) > costlyMax) return [{ start: 0, end: 1 }];
  const spans: Span[] = [];
  let open: OpenElements = new Map();
  for (const node of parseParagraph(paragraph)) {
    if (node.type === "html") open = openElements(node.value, open);
    if (node.type === "text" && open.size === 0) spans.push(spanOf(node));
  }
  return spans;
}

/** For each of these the parser may search the rest of the paragraph, so that many of them take long. */
const costly = /[[\]!<`~\\]/g;

const costlyMax = 200;
