import type { Node, Paragraph, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/**
 * The blocks of a text; what is inside its paragraphs is left as it is. On 64 KB made for it, emphasis and links take minutes
 * to read, and so do underlined headings: those come as a paragraph, and `---` below a command is the rule that was meant.
 */
export function parseBlocks(markdown: string): readonly RootContent[] {
  return fromMarkdown(markdown, without([...inline, ...decoration, "setextUnderline"])).children;
}

/** What is inside a paragraph, whatever its lines would be by themselves. Emphasis hides nothing and is not read. */
export function parseParagraph(text: string): readonly PhrasingContent[] {
  const [paragraph] = fromMarkdown(text, without([...blocks, ...decoration])).children as [Paragraph];
  return paragraph.children;
}

/** Where a node stands in its source, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function spanOf(node: Node): Span {
  // Only nodes made by hand lack positions.
  const { start, end } = node.position as NonNullable<Node["position"]>;
  return { start: start.offset as number, end: end.offset as number };
}

function without(constructs: readonly string[]): NonNullable<Parameters<typeof fromMarkdown>[1]> {
  const mdastExtensions = gfmFromMarkdown();
  // Looking for bare addresses afterwards would take text apart into nodes without positions.
  for (const extension of mdastExtensions) extension.transforms = [];
  return { extensions: [gfm(), { disable: { null: [...constructs] } }], mdastExtensions };
}

/** The parser's names of what can be inside a paragraph and take a line of it out of the text. */
const inline = [
  "autolink",
  "characterEscape",
  "codeText",
  "hardBreakEscape",
  "htmlText",
  "labelEnd",
  "labelStartImage",
  "labelStartLink",
  "strikethrough",
];

/** Of what changes how text looks, and leaves it text. */
const decoration = [
  "attention",
  "characterReference",
  "emailAutolink",
  "gfmFootnoteCall",
  "gfmPotentialFootnoteCall",
  "protocolAutolink",
  "tasklistCheck",
  "wwwAutolink",
];

const blocks = [
  "blockQuote",
  "codeFenced",
  "codeIndented",
  "definition",
  "gfmFootnoteDefinition",
  "headingAtx",
  "htmlFlow",
  "list",
  "setextUnderline",
  "table",
  "thematicBreak",
];
