import type { Code, Paragraph, RootContent } from "mdast";
import type { CommandLine } from "./command-line.ts";
import { parseBlocks, spanOf } from "./markdown.ts";
import { openElements, type OpenElements } from "./open-elements.ts";
import { textSpans } from "./text-spans.ts";

/** What the Markdown of a comment says of its lines. */
export interface Outline {
  /** Those of the lines that a reader sees as plain text, in order. */
  readonly spoken: readonly CommandLine[];
  /** Fenced blocks marked `json`, in order. */
  readonly jsonBlocks: readonly { readonly start: number; readonly value: string }[];
}

/** Tells the lines that are said from those that are quoted, shown as code, folded away or hidden. */
export function outline(markdown: string, lines: readonly CommandLine[]): Outline {
  const blocks = parseBlocks(markdown);
  const spoken: CommandLine[] = [];
  let open: OpenElements = new Map();
  for (const block of blocks) {
    if (block.type === "html") open = openElements(block.value, open);
    if (open.size > 0) continue;
    for (const paragraph of paragraphsOf(block)) {
      spoken.push(...spokenIn(paragraph, { markdown, lines, isInList: paragraph !== block }));
    }
  }
  return {
    spoken,
    jsonBlocks: blocks.filter(isJsonBlock).map((code) => ({ start: spanOf(code).start, value: code.value })),
  };
}

/** A paragraph itself, or those of a list. What is in a quotation, a table, a heading or a footnote is not said. */
function paragraphsOf(node: RootContent): readonly Paragraph[] {
  if (node.type === "paragraph") return [node];
  return node.type === "list" || node.type === "listItem" ? node.children.flatMap(paragraphsOf) : [];
}

function spokenIn(
  paragraph: Paragraph,
  given: { readonly markdown: string; readonly lines: readonly CommandLine[]; readonly isInList: boolean },
): readonly CommandLine[] {
  const { start, end } = spanOf(paragraph);
  const inIt = given.lines.filter((line) => {
    // A line that is not indented has left the list, as its author sees it; Markdown goes on with the last item.
    return start <= line.start && line.start < end && !(given.isInList && line.indent > 0);
  });
  if (inIt.length === 0) return [];
  const spans = textSpans(given.markdown.slice(start, end));
  return inIt.filter((line) => spans.some((span) => span.start <= line.start - start && line.start - start < span.end));
}

function isJsonBlock(node: RootContent): node is Code {
  return node.type === "code" && node.lang?.toLowerCase() === "json";
}
