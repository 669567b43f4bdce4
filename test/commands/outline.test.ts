import fc from "fast-check";
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { readCommandLine } from "../../src/commands/command-line.ts";
import { splitLines } from "../../src/commands/lines.ts";
import { outline } from "../../src/commands/outline.ts";
import { parseCommands } from "../../src/commands/parse.ts";

describe("a command that is not said", () => {
  it.each([
    ["in inline code", "`/cancel`"],
    ["in inline code that began above", "`see\n/cancel\nthere`"],
    ["in inline code below a mark of the byte order", "\uFEFF`text\n/cancel `"],
    ["in inline code of two ticks", "``see ` \n/cancel\nthere``"],
    ["in a fence", "```\n/cancel\n```"],
    ["in a fence that is never closed", "~~~\n/cancel\n"],
    ["in a fence inside a list", "- a\n  ```\n  /cancel\n  ```"],
    ["in indented code", "text\n\n    /cancel"],
    ["behind a tab", "\t/cancel"],
    ["far behind the margin of its paragraph", "text\n     /cancel"],
    ["in a quotation", "> /cancel"],
    ["in a quotation that goes on without its mark", "> text\n/cancel"],
    ["in a quotation inside a list", "- > text\n/cancel"],
    ["in an alert", "> [!NOTE]\n> text\n/cancel"],
    ["in a list", "- /cancel"],
    ["on a further line of a list", "- text\n  /cancel"],
    ["in a further paragraph of a list", "1. text\n\n   /cancel"],
    ["in a task list", "- [ ] /cancel"],
    ["in a heading", "# /cancel"],
    ["in a table", "| a |\n|---|\n/cancel | b"],
    ["in a footnote", "text[^1]\n\n[^1]: text\n/cancel"],
    ["in an HTML comment", "<!-- /cancel -->"],
    ["in an HTML comment of several lines", "<!--\n/cancel\n-->"],
    ["in an HTML comment of several paragraphs", "<!--\n\n/cancel\n\n-->"],
    ["in an HTML comment that is never closed", "<!--\n\n/cancel"],
    ["in an HTML comment inside a line", "text <!--\n/cancel\n--> text"],
    ["in a processing instruction", "text <?\n/cancel\n?> text"],
    ["in a declaration", "text <!X\n/cancel > text"],
    ["in CDATA", "text <![CDATA[\n/cancel\n]]> text"],
    ["in a block of HTML", "<div>\n/cancel\n</div>"],
    ["in preformatted HTML", "<pre>\n\n/cancel\n\n</pre>"],
    ["in an attribute", 'text <a title="\n/cancel\n"> text'],
    ["as a tag's end", "text <br\n/cancel>"],
    ["in a folded part", "<details>\n<summary>Log</summary>\n\n/cancel\n\n</details>"],
    ["in a folded part within another", "<details><details>\n\n</details>\n\n/cancel\n\n</details>"],
    ["in an HTML quotation", "<blockquote>\n\n/cancel\n\n</blockquote>"],
    ["in HTML code", "text <code>\n/cancel\n</code>"],
    ["in struck-out text", "~~text\n/cancel\ntext~~"],
    ["in struck-out HTML", "text <s>\n/cancel\n</s>"],
    ["in the text of a link", "[text\n/cancel\ntext](https://example.com)"],
    ["in the title of a link", '[text](https://example.com "\n/cancel\n")'],
    ["in the text of a picture", "![text\n/cancel\n](https://example.com/a.png)"],
    ["in the title of a definition", '[text]: https://example.com "\n/cancel\n"'],
    ["as the address of a definition", "[text]:\n/cancel"],
    ["behind a backslash", "\\/cancel"],
    ["as an entity", "&#47;cancel"],
    ["behind a zero-width space", "\u200B/cancel"],
    ["with a zero-width space inside", "/can\u200Bcel"],
    ["with a zero-width joiner behind", "/cancel\u200D now"],
    ["with a soft hyphen inside", "/can\u00ADcel"],
    ["behind a mark of the byte order", "\uFEFF/cancel"],
    ["behind a mark that turns the direction", "\u202E/cancel"],
    ["spelt backwards and turned", "\u202Elecnac/"],
    ["behind a tag character", "\u{E0001}/cancel"],
    ["behind a NUL", "\0/cancel"],
    ["in letters of another alphabet", "/саncel"],
    ["in full-width letters", "／cancel"],
    ["behind a line separator", "text\u2028/cancel"],
    ["behind a next-line character", "text\u0085/cancel"],
    ["behind a form feed", "\f/cancel"],
    ["behind a non-breaking space", "\u00A0/cancel"],
    ["in formatted text", "**/cancel**"],
  ])("stands %s", (_, markdown) => {
    expect(parseCommands(markdown)).toEqual([]);
    expect(parseCommands(`${markdown}\n`)).toEqual([]);
  });
});

describe("a command that is said", () => {
  it.each([
    ["behind other text", "text\n/cancel"],
    ["before other text", "/cancel\ntext"],
    ["below a list", "- text\n/cancel"],
    ["below a list within a list", "1. text\n   - text\n/cancel"],
    ["below a quotation and an empty line", "> text\n\n/cancel"],
    ["below a heading", "# text\n/cancel"],
    ["below a table", "| a |\n|---|\n| b |\n\n/cancel"],
    ["below a fence", "```\ntext\n```\n/cancel"],
    ["below a fence inside a list", "- ```\n  text\n  ```\n\n/cancel"],
    ["below an HTML comment", "<!-- /hold -->\n/cancel"],
    ["below a definition", "[text]: https://example.com\n/cancel"],
    ["below a folded part", "<details>\n\n/hold\n\n</details>\n\n/cancel"],
    ["below a folded part in capitals", "<DETAILS>\n\n/hold\n\n</details>\n\n/cancel"],
    ["below a comment that speaks of a folded part", "<!-- <details> -->\n\n/cancel"],
    ["behind code on the line above", "`text`\n/cancel"],
    ["behind a tick that opens nothing", "It's ` here\n/cancel"],
    ["behind a bracket that opens nothing", "Fixes [#12\n/cancel"],
    ["behind HTML that hides nothing", "text<br>\n/cancel"],
    ["behind HTML code that was closed", "<code>text</code> text\n/cancel"],
    ["behind a struck-out line", "~~text~~\n/cancel"],
    ["behind an address", "See https://example.com and a@example.com\n/cancel"],
    ["behind a hard break", "text  \n/cancel"],
    ["behind emphasis that goes on", "*text\n/cancel\ntext*"],
    ["behind an emoji", "😀👩‍👩‍👧\n/cancel"],
    ["below an underlined heading", "text\n===\n/cancel"],
    ["above a rule", "/cancel\n---"],
    ["behind the mark of the byte order on a line above", "\uFEFFtext\n/cancel"],
    ["behind a tab on a line above", "a\tb\n\n\tcode\n\n/cancel"],
  ])("stands %s", (_, markdown) => {
    expect(parseCommands(markdown).filter(({ name }) => name === "cancel")).toHaveLength(1);
    expect(parseCommands(markdown)).toHaveLength(1);
  });
});

describe("the lines that are said", () => {
  const parts = fc.constantFrom(
    "/hold",
    "/hold\n",
    "a",
    "a\n",
    "\n",
    "\n\n",
    " ",
    "  ",
    "    ",
    "\t",
    "> ",
    "- ",
    "1. ",
    "* ",
    "# ",
    "```",
    "```\n",
    "~~~",
    "~~",
    "`",
    "``",
    "<!--",
    "-->",
    "<a ",
    ">",
    '"',
    "<?",
    "?>",
    "<pre>",
    "</pre>",
    "<div>",
    "</div>",
    "<br/>",
    "<b>",
    "\\",
    "&#47;",
    "[",
    "](",
    ")",
    "![",
    "[a]: b",
    "[a]:",
    "[^1]",
    "[^1]: a",
    "|",
    "|-|\n",
    "|a|\n",
    "***",
    "---\n",
    "===\n",
    "*",
    "_",
    "\r\n",
    "\r",
    "https://a.example",
    "a@a.example",
    "www.a.example",
    "😀",
    "- [ ] ",
    "+\n",
    "<",
  );
  const documents = fc.array(parts, { maxLength: 25 }).map((pieces) => pieces.join(""));

  it("are text of a paragraph for a reader of all of Markdown too", () => {
    fc.assert(
      fc.property(documents, (markdown) => {
        const lines = splitLines(markdown)
          .map(readCommandLine)
          .filter((line) => line !== null);
        const plain = plainText(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: full }));
        for (const line of outline(markdown, lines).spoken) {
          expect(plain.some(([start, end]) => start <= line.start && line.start < end)).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("come in their order, each once", () => {
    fc.assert(
      fc.property(documents, (markdown) => {
        const lines = splitLines(markdown)
          .map(readCommandLine)
          .filter((line) => line !== null);
        const starts = outline(markdown, lines).spoken.map(({ start }) => start);
        expect(starts).toEqual([...new Set(starts)].toSorted((a, b) => a - b));
      }),
      { numRuns: 1_000 },
    );
  });

  // The one for bare addresses would leave nodes without positions.
  const full = gfmFromMarkdown();
  for (const extension of full) extension.transforms = [];
});

/** Where text is visible as text: also in lists, emphasis and underlined headings, which the outline tells apart itself. */
function plainText(node: Root | Nodes): readonly (readonly [number, number])[] {
  if (node.type === "text") return [[node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]];
  const passed = ["root", "paragraph", "list", "listItem", "heading", "emphasis", "strong"];
  return passed.includes(node.type) && "children" in node ? node.children.flatMap(plainText) : [];
}
