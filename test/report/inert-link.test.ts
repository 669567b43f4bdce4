import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { inertLink } from "../../src/report/inert-link.ts";

const serverUrl = "https://github.com";
const link = (url: string | null, text = "build") => inertLink({ text, url, serverUrl, max: 500 });

describe("a link from outside", () => {
  it.each([
    [
      "a web address",
      "https://ci.example.com/run/7?tab=log&x=1",
      "[build](<https://ci.example.com/run/7?tab=log&amp;x=1>)",
    ],
    [
      "a run on GitHub",
      "https://github.com/o/r/actions/runs/1/job/2",
      "[build](<https://github.com/o/r/actions/runs/1/job/2>)",
    ],
    ["a check run on GitHub", "https://github.com/o/r/runs/9", "[build](<https://github.com/o/r/runs/9>)"],
    [
      "an address whose fragment looks like a reference",
      "https://ci.example.com/a#12",
      "[build](<https://ci.example.com/a>)",
    ],
    [
      "an address with Markdown in it",
      "https://ci.example.com/(a)|b?q=[@x]",
      "[build](<https://ci.example.com/%28a%29%7Cb?q=%5B%40x%5D>)",
    ],
  ])("leads to %s", (_, url, markdown) => {
    expect(link(url)).toBe(markdown);
  });

  it.each([
    ["nothing", null],
    ["what is no address", "not an address"],
    ["a script", "javascript:alert(1)"],
    ["an address with credentials", "https://github.com@evil.example/"],
    ["an address with a password", "https://:secret@evil.example/"],
    ["an issue on GitHub", "https://github.com/o/r/issues/1"],
    ["a pull request on another host of GitHub", "https://www.github.com/o/r/pull/1/checks"],
    ["an address longer than any run's", `https://ci.example.com/${"a".repeat(500)}`],
  ])("is only its text where it leads to %s", (_, url) => {
    expect(link(url)).toBe("build");
  });

  it("has a text where its own is empty", () => {
    expect(link("https://ci.example.com/", "\u200B")).toBe("[link](<https://ci.example.com/>)");
  });

  it("leads to a web address or nowhere, whatever is given", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string()),
        fc.string(),
        (url, text) => {
          const tree = fromMarkdown(`| ${link(url, text)} |\n|---|`, {
            extensions: [gfm()],
            mdastExtensions: [gfmFromMarkdown()],
          });
          const cell = JSON.stringify(tree.children[0], ["type", "children", "url", "value"]);
          expect(tree.children.map((node) => node.type)).toEqual(["table"]);
          expect(cell).not.toMatch(/"type":"(html|image|delete|emphasis|strong|inlineCode)"/);
          expect(cell.match(/"type":"link"/g)?.length ?? 0).toBeLessThanOrEqual(1);
          for (const [, target] of cell.matchAll(/"url":"([^"]*)"/g)) expect(target).toMatch(/^https?:\/\//);
        },
      ),
    );
  });
});
