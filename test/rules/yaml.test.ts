import { describe, expect, it } from "vitest";
import { rulesOf, said } from "./said.ts";

describe("a file that is no valid YAML", () => {
  it.each<[string, string, string]>([
    ["a tab", "testing:\n\tchecks: all\n", "2:1 This line is indented with a tab; use spaces."],
    [
      "a missing colon",
      "gate testing\nstart: manual\n",
      "1:1 A key and its `:` must be on one line; is a `:`, or the space behind it, missing?",
    ],
    [
      "a missing space",
      "start:manual\ngate: testing\n",
      "1:1 A key and its `:` must be on one line; is a `:`, or the space behind it, missing?",
    ],
    [
      "a second colon",
      "start: manual, gate: testing\n",
      "1:8 There is a second `:` in this line; put text that holds one in quotes, or begin a new line.",
    ],
    [
      "less indentation",
      "testing:\n    checks: all\n  on-failure: retry\n",
      "3:1 This line is not indented like those it belongs to.",
    ],
    [
      "a list that moves",
      "testing:\n  checks:\n   - a\n  - b\n",
      "4:1 This line is not indented like those it belongs to.",
    ],
    ["an open bracket", "testing:\n  checks: [build\ngate: testing\n", "2:11 This [ is never closed."],
    ["an open brace at the end", "gate: testing\nlimits: { retries: 1\n", "2:9 This { is never closed."],
    ["the wrong bracket", "testing: { checks: [build} }", "1:20 This [ is never closed."],
    ["a bracket too many", "gate: testing\ntesting: {} ]\n", "2:13 This ] closes nothing."],
    ["open brackets in two lines", "testing:\n  checks: [a\nlimits: [b\n", "2:11 This [ is never closed."],
    ["an open quote", "start: 'manual\ngate: testing\n", "1:8 The quote that begins here has no end."],
    ["an open double quote", 'gate: testing\nstart: "manual\\"\n', "2:8 The quote that begins here has no end."],
    ["text behind a quote", "start: 'manual' or so", "1:17 This is no valid YAML: Unexpected scalar at node end."],
    [
      "text behind a fold",
      "start: >manual\n",
      "1:9 This is no valid YAML: Block scalar header includes extra characters: >manual.",
    ],
    ["text in the line of a fold", "start: > manual\n", "1:10 This is no valid YAML: Not a YAML token: manual."],
    ["a bad escape", 'start: "\\q"', "1:9 This is no valid YAML: Invalid escape sequence \\q."],
    [
      "a mention",
      "roles: { code_writer: { users: [@maria] } }",
      "1:33 Text cannot begin with @, % or ` in YAML; put it in quotes.",
    ],
    [
      "a percent sign in front",
      "testing:\n  checks:\n    - %b\n",
      "3:7 Text cannot begin with @, % or ` in YAML; put it in quotes.",
    ],
    ["a list as key", "? [a]\n: b\n", "1:3 A key must be text."],
    [
      "a key that goes on for ever",
      `${"x".repeat(2000)}: 1`,
      "1:1 This is no valid YAML: The : indicator must be at most 1024 chars after the start of an implicit block mapping key.",
    ],
  ])("is refused at the place: %s", (_, text, problem) => {
    expect(said(text)).toContain(problem);
    expect(said(text)[0]).toBe(problem);
  });

  it("is told of once in a line, for the rest follows from it", () => {
    expect(said("testing:\n  checks:\n   - a\n  - b\n")).toHaveLength(1);
  });

  it("is told of for each bracket that is wrong, the innermost of those that are open", () => {
    expect(said("testing: { checks: [a\nlimits: [b\ngate: {} }\n")).toEqual([
      "1:20 This [ is never closed.",
      "2:9 This [ is never closed.",
      "3:10 This } closes nothing.",
    ]);
  });

  it("is told of in every line that is wrong", () => {
    expect(said("testing:\n\tchecks: all\nlimits:\n\tretries: 1\n")).toEqual([
      "2:1 This line is indented with a tab; use spaces.",
      "4:1 This line is indented with a tab; use spaces.",
    ]);
  });
});

describe("what YAML can do and rules have no use for", () => {
  const anchor = "Anchors are not read in rules; leave it out, or put text that begins with & in quotes.";
  const alias =
    "Aliases are not read in rules; write out what it stands for, or put text that begins with * in quotes.";
  const tag = "Tags are not read in rules; leave it out, or put text that begins with ! in quotes.";

  it.each<[string, string, readonly string[]]>([
    ["aliases", "start: &x manual\ngate: *x\n", [`1:8 ${anchor}`, `2:7 ${alias}`]],
    ["a pattern without quotes", "testing: { checks: [*] }", [`1:21 ${alias}`]],
    ["code", "start: !!js/function 'x'\n", [`1:8 ${tag}`]],
    ["a tag that changes nothing", "!!str start: manual\n", [`1:1 ${tag}`]],
    ["a negation without quotes", "testing:\n  checks:\n    - !lint\n", [`3:7 ${tag}`]],
    ["merge keys", "<<: { start: manual }\n", ["1:1 Merge keys are not read in rules; write the keys out."]],
    ["directives", "%YAML 1.1\n---\nstart: manual\n", ["1:1 Directives are not read in rules; leave the line out."]],
    [
      "several documents",
      "start: manual\n---\nstart: opened\n",
      ["2:1 A second document begins here; rules are one, without --- in between."],
    ],
  ])("is refused at the place: %s", (_, text, problems) => {
    expect(said(text)).toEqual(problems);
  });

  it("is plain text in quotes, in comments and within text", () => {
    const text = "# &a *b !c\ntesting: { checks: ['*', \"&a\", '<<', '[', '{', '%b', a*, b&c!] } # ' \" [\n";
    expect(rulesOf(text).testing.checks).toEqual(["*", "&a", "<<", "[", "{", "%b", "a*", "b&c!"]);
  });
});

describe("keys and values as YAML reads them", () => {
  it("refuses a key that is there twice, where it is there again", () => {
    expect(said("start: manual\ntesting: { on-failure: retry, on-failure: fail }\nstart: opened\n")).toEqual([
      "2:31 testing.on-failure is there twice.",
      "3:1 start is there twice.",
    ]);
  });

  it.each<[string, string, string]>([
    ["a line break", "testing:\n  checks:\n    - |\n      build\n", "3:7 testing.checks[0]"],
    ["NUL", 'testing: { checks: ["a\\0b"] }', "1:21 testing.checks[0]"],
    ["half a surrogate pair", 'testing: { checks: ["a\\uD800b"] }', "1:21 testing.checks[0]"],
    ["an escape sequence for terminals", 'gate: "\\e[31m"', "1:7 gate"],
    ["nothing but that", '"\\0"', "1:1 The file"],
  ])("refuses text that holds %s", (_, text, place) => {
    expect(said(text)).toEqual([`${place} holds a line break or another character that cannot be seen; leave it out.`]);
  });

  it("shows no character of the file that could act on a terminal or a page", () => {
    expect(said('"\\e[31m\\u202Eab": 1')[0]).toContain('1:1 "\uFFFD[31m\uFFFDab" is no key of the rules');
    expect(said("gate: test\u202Eing")).toEqual([
      "1:7 gate must be discovery, planning, implementation, testing, verification or deployment.",
    ]);
  });

  it.each<[string, string]>([
    ["a list", "- start: manual\n"],
    ["text", "start\n"],
    ["a number", "1\n"],
  ])("refuses a file that is %s", (_, text) => {
    expect(said(text)).toEqual(["1:1 The file must be a mapping, as in `key: value`."]);
  });

  it("reads YAML 1.2, where yes is text", () => {
    expect(rulesOf("testing: { checks: [yes, off, 2026-01-31] }").testing.checks).toEqual(["yes", "off", "2026-01-31"]);
  });

  it("counts lines and columns as editors do, whatever the line breaks and the byte order mark", () => {
    expect(said("\uFEFFstrat: manual\r\ntesting:\r\n  chekcs: all\r\n")).toEqual([
      "1:1 strat is no key of the rules. → start",
      "3:3 testing.chekcs is no key of the rules. → checks",
    ]);
  });

  it("takes the end of a document for the end of the file", () => {
    expect(rulesOf("---\nstart: opened\n...\n# The end.\n").start).toBe("opened");
  });
});
