import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** Markdown as GitHub reads it. */
export const parse = (markdown: string) =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

/** The kinds of everything in the tree but its root. */
export function kinds(node: Nodes): string[] {
  return "children" in node ? node.children.flatMap((child) => [child.type, ...kinds(child)]) : [];
}

/** What is read of a tree. */
export function textOf(node: Nodes): string {
  if ("children" in node) return node.children.map(textOf).join("");
  return "value" in node ? node.value : "";
}

/** Text made of what does something on GitHub. */
export const hostile = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...activeParts()) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
      { weight: 1, arbitrary: fc.string({ unit: "grapheme-ascii", maxLength: 8 }) },
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(""));

function activeParts(): string[] {
  return [
    ...Array.from("@#`*_~|\\<>[]()!&-+=:$/ \n\t\r"),
    "@octocat",
    "#1",
    "GH-123",
    "owner/repo#1",
    "https://github.com/o/r/issues/1",
    "www.example.com",
    "a@b.co",
    "mailto:",
    "xmpp:",
    "<!--",
    "-->",
    "<b>",
    "</details>",
    "<https://a.b>",
    "&lt;",
    "&#64;",
    "\\@",
    "![x](y)",
    "[a]: /b",
    "[^1]",
    "- [ ] ",
    "> [!NOTE]\n",
    "\n/advance",
    "\n/baton advance",
    "\n```json\n",
    "````",
    "\n---\n",
    "\n===\n",
    "\n| a |\n|---|\n",
    "\n1. ",
    "\n2) ",
    "\n    ",
    "\u200B",
    "\u202E",
    "\u0000",
    "\u2028",
    "\u{E0041}",
    "\uD800",
    "\uFEFF",
  ];
}
