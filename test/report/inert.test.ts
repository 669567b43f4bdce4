import fc from "fast-check";
import type { Nodes } from "mdast";
import { describe, expect, it } from "vitest";
import { inertBlock, inertJson, inertText } from "../../src/report/inert.ts";
import { hostile, kinds, parse, textOf } from "./hostile.ts";

const withoutBreaks = (text: string) => text.replace(/\u200B/g, "");

describe("a line of text from outside", () => {
  it("shows a mention and a reference without making one", () => {
    expect(inertText("thanks @octocat, see #12 and acme/widgets#3, GH-7", 200)).toBe(
      "thanks @\u200Boctocat, see #\u200B12 and acme/widgets#\u200B3, GH-\u200B7",
    );
  });

  it("shows an address without linking it", () => {
    expect(inertText("https://github.com/a/b/issues/1 www.example.com", 200)).toBe(
      "https:\u200B//github.com/a/b/issues/1 www\u200B.example.com",
    );
  });

  it("shows HTML and Markdown as they were written", () => {
    expect(inertText("<b>*x*</b> `y` [z](q) | $1", 200)).toBe(
      "&lt;b&gt;\\*x\\*&lt;/b&gt; \\`y\\` \\[z\\](q) &vert; \u200B$\u200B1",
    );
  });

  it("is no command at the start of a line", () => {
    expect(inertText("/advance", 200)).toBe("/\u200Badvance");
  });

  it("names what turns the direction of writing, and drops what has no shape", () => {
    expect(inertText("a\u202Eb\u0007c\u200Bd\u{E0041}e❤️", 200)).toBe("a⟨U+202E⟩b⟨U+0007⟩cde❤️");
  });

  it("is cut with an ellipsis, never inside a character", () => {
    expect(inertText("abcdef", 3)).toBe("abc…");
    expect(inertText("ab🙂cd", 3)).toBe("ab…");
  });

  it("is nothing but its own text, whatever it says", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = inertText(text, 500);
        const tree = parse(markdown);
        expect(kinds(tree).filter((kind) => kind !== "paragraph" && kind !== "text")).toEqual([]);
        expect(markdown).not.toMatch(/[@#](?!\u200B)/);
        expect(textOf(tree)).not.toMatch(/[@#](?!\u200B)/);
        expect(textOf(tree)).not.toMatch(/^\/[a-z]/i);
      }),
      { numRuns: 2000 },
    );
  });

  it("stays in its cell of a table, whatever it says", () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const tree = parse(`| a | b |\n|---|---|\n| ${inertText(one, 500)} | ${inertText(other, 500)} |\n| c | d |`);
        expect(tree.children).toHaveLength(1);
        expect(new Set(kinds(tree))).toEqual(new Set(["table", "tableRow", "tableCell", "text"]));
        expect(kinds(tree).filter((kind) => kind === "tableCell")).toHaveLength(6);
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps every visible ASCII character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => {
        expect(withoutBreaks(textOf(parse(inertText(text, 500))))).toBe(text.replace(/\s+/g, " ").trim());
      }),
    );
  });
});

describe("a block of text from outside", () => {
  it("is a quotation that keeps its lines", () => {
    expect(inertBlock("First @you\r\n\r\n# not a heading\n- not a list\n", 200)).toBe(
      "> First @\u200Byou\n>\n> #\u200B not a heading\n> \\- not a list",
    );
  });

  it("is empty where there is nothing to show", () => {
    expect(inertBlock(" \n\u200B\n ", 200)).toBe("");
  });

  it("is one quotation of plain paragraphs, whatever it says", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tree = parse(`before\n\n${inertBlock(text, 500)}\n\nafter`);
        const inside = tree.children.slice(1, -1);
        expect(inside.map((node) => node.type)).toEqual(inside.length === 0 ? [] : ["blockquote"]);
        expect(inside.flatMap(kinds).filter((kind) => kind !== "paragraph" && kind !== "text")).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("JSON from outside", () => {
  it("is pretty-printed in a fence", () => {
    expect(inertJson({ plan: ["one", 2] }, 500)).toBe('```json\n{\n  "plan": [\n    "one",\n    2\n  ]\n}\n```');
  });

  it("cannot close its fence, mention anybody or hide a character", () => {
    expect(inertJson("```` @you #1 \u202E\u{E0041}\u009B", 500)).toBe(
      '`````json\n"```` @\u200Byou #\u200B1 \\u202e\\udb40\\udc41\\u009b"\n`````',
    );
  });

  it("holds no hidden marker that Baton's own could be taken for", () => {
    expect(inertJson(["<!-- baton:status -->"], 500)).toContain('"\\u003c!-- baton:status -->"');
  });

  it("shows nothing as null", () => {
    expect(inertJson(undefined, 500)).toBe("```json\nnull\n```");
  });

  it("says so where it is shortened", () => {
    expect(inertJson("abcdefgh", 4)).toBe('```json\n"abc…\n```\n\n_Shortened here; the history keeps all of it._');
  });

  it("is one block of code, whatever it says", () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.jsonValue(), fc.dictionary(hostile, hostile)), (value) => {
        const tree = parse(`before\n\n${inertJson(value, 100_000)}\n\nafter`);
        expect(tree.children.map((node) => node.type)).toEqual(["paragraph", "code", "paragraph"]);
        const code = textOf(tree.children[1] as Nodes);
        expect(code).not.toMatch(/[@#](?!\u200B)/);
        expect(code).not.toMatch(/(?!\n|\u200B|\uFE0F)[\p{Control}\p{Default_Ignorable_Code_Point}]/u);
      }),
      { numRuns: 2000 },
    );
  });
});
