import { describe, expect, it } from "vitest";
import { isReadable } from "../../src/commands/is-readable.ts";
import { splitLines } from "../../src/commands/lines.ts";
import { parseCommands } from "../../src/commands/parse.ts";

describe("a comment that is read", () => {
  it.each([
    ["5,000 lines", "a\n".repeat(4_999)],
    ["a quotation 50 deep", `${"> ".repeat(50)}a`],
    ["a list 75 deep", `${" ".repeat(149)}- a`],
    ["2,000 items", "- a\n".repeat(2_000)],
    ["a long rule", "-".repeat(500)],
    ["a row of stars", "*".repeat(500)],
    ["much code that is indented", `\`\`\`\n${" ".repeat(500)}a\n\`\`\``],
  ])("has at most %s", (_, text) => {
    expect(isReadable(splitLines(text))).toBe(true);
  });
});

describe("a comment that is made to be slow", () => {
  it.each([
    ["5,001 lines", "a\n".repeat(5_000)],
    ["a quotation 51 deep", `${"> ".repeat(51)}a`],
    ["a quotation 51 deep without spaces", ">".repeat(51)],
    ["lists 51 deep in a line", `${"- ".repeat(51)}a`],
    ["numbers 51 deep in a line", `${"1. ".repeat(51)}a`],
    ["a list 76 deep", `${" ".repeat(150)}- a`],
    ["2,001 items", "- a\n".repeat(2_001)],
  ])("has %s", (_, text) => {
    expect(isReadable(splitLines(text))).toBe(false);
    expect(parseCommands(`/hold\n\n${text}`)).toEqual([]);
  });

  it("is longer than GitHub takes", () => {
    expect(parseCommands(`/hold\n${" ".repeat(131_066)}`)).toHaveLength(1);
    expect(parseCommands(`/hold\n${" ".repeat(131_067)}`)).toEqual([]);
  });

  it("has so many marks in one paragraph that only its first line counts", () => {
    expect(parseCommands(`/start\n${"[".repeat(200)}\n/hold`)).toHaveLength(2);
    expect(parseCommands(`/start\n${"[".repeat(201)}\n/hold`)).toMatchObject([{ name: "start" }]);
    expect(parseCommands(`text ${"`a` ".repeat(101)}\n/hold`)).toEqual([]);
  });
});

describe("64 KB of what Markdown parsers are slowest at", () => {
  const size = 65_536;
  const repeated = [
    ">",
    "> ",
    "- ",
    "1. ",
    "[",
    "![",
    "]",
    "[a](",
    "*a ",
    "*a_ ",
    "**a",
    "`",
    "<a ",
    "<?",
    "<!--",
    "~~a",
    "&#",
    "\\",
    "_a*",
    "a\n=\n",
    "> a\nb\n",
    "[a]: b\n",
    "[^a]: b\n",
    "|a|\n|-|\n",
    "- a\n",
    "/hold\n",
    "/hald\n\n",
    "<details>\n\n",
    "- - - a\n",
    "www.a.b ",
    "a@a.b ",
    "https://a ",
  ];

  it.each(repeated)("comes back: %j", (unit) => {
    const text = unit.repeat(Math.floor(size / unit.length));
    // None of these may overflow the stack, and each would take minutes without the bounds.
    expect(parseCommands(`/start\n\n${text}`).length).toBeLessThanOrEqual(21);
    expect(parseCommands(`${text}\n\n/start`).length).toBeLessThanOrEqual(21);
  });

  it("comes back: JSON as deep as it is long", () => {
    const deep = `${"[".repeat(size / 2)}${"]".repeat(size / 2)}`;
    expect(parseCommands(`/advance\n\`\`\`json\n${deep}\n\`\`\``)).toMatchObject([{ name: "misread" }]);
    const deepObject = `${'{"a":'.repeat(size / 8)}1${"}".repeat(size / 8)}`;
    expect(parseCommands(`/advance\n\`\`\`json\n${deepObject}\n\`\`\``)).toMatchObject([
      { problem: { kind: "bad_json", message: expect.stringContaining("is nested deeper than 32 levels") } },
    ]);
  });
});
