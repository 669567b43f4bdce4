import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Composer, Lexer, Parser } from "yaml";
import { parseRules, problemsMax, rulesBytesMax } from "../../src/rules/parse-rules.ts";
import { lexemesMax } from "../../src/rules/read-tokens.ts";
import { full } from "./full.ts";
import { said } from "./said.ts";

/** Counts the reader's steps; it does what it always does. */
function watchReader() {
  const lexed = vi.spyOn(Lexer.prototype, "lex");
  const parsed = vi.spyOn(Parser.prototype, "next");
  const composed = vi.spyOn(Composer.prototype, "compose");
  return () => ({
    lexed: lexed.mock.calls.length,
    parsed: parsed.mock.calls.length,
    composed: composed.mock.calls.length,
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a file that is too large", () => {
  const tooLarge = "1:1 The file is larger than 64 KiB; leave out what is not needed.";

  it.each([
    ["of a megabyte", `# ${"x".repeat(1024 * 1024)}`],
    ["of a byte too many", `#${"x".repeat(rulesBytesMax)}`],
    ["of few characters that take many bytes", `#${"€".repeat(22_000)}`],
  ])("is refused unread: %s", (_, text) => {
    const work = watchReader();
    expect(said(text)).toEqual([tooLarge]);
    expect(work()).toEqual({ lexed: 0, parsed: 0, composed: 0 });
  });

  it("is not even measured where it has more characters than bytes are allowed", () => {
    const encoded = vi.spyOn(TextEncoder.prototype, "encode");
    expect(said("x".repeat(1024 * 1024))).toEqual([tooLarge]);
    expect(encoded).not.toHaveBeenCalled();
  });

  it("is one byte larger than the largest that is read", () => {
    expect(said(`#${"x".repeat(rulesBytesMax - 1)}`)).toEqual([]);
  });
});

const bomb = `a: &a [x, x]\n${Array.from({ length: 20 }, (_, index) => {
  const [name, before] = [index + 1, index].map((each) => String.fromCharCode(97 + each));
  return `${String(name)}: &${String(name)} [${Array.from({ length: 9 }, () => `*${String(before)}`).join(", ")}]\n`;
}).join("")}`;

describe("a file that would cost much to read", () => {
  it("is never built where it holds aliases", () => {
    const work = watchReader();
    expect(said(bomb)[0]).toBe(
      "1:4 Anchors are not read in rules; leave it out, or put text that begins with & in quotes.",
    );
    expect(work()).toMatchObject({ composed: 0 });
    expect(said(bomb)).toHaveLength(problemsMax);
  });

  it.each([
    ["keys", Array.from({ length: 9000 }, (_, index) => `k${index.toString(36)}:\n`).join("")],
    ["entries", `testing: { checks: [${"a,".repeat(30_000)}] }`],
    ["line breaks", "\n".repeat(60_000)],
    ["quotes", '"'.repeat(60_000)],
    ["documents", "---\n".repeat(16_000)],
  ])("is read no further than %s go", (_, text) => {
    const work = watchReader();
    expect(said(text)).toEqual([
      expect.stringMatching(/^\d+:\d+ The file holds more than rules can; leave out what is not needed\.$/),
    ]);
    expect(work()).toEqual({ lexed: 1, parsed: lexemesMax + 1, composed: 0 });
  });

  it.each([
    ["brackets", "[".repeat(60_000), "1:20"],
    ["braces", "{".repeat(60_000), "1:20"],
    ["lists", "- ".repeat(30_000), "1:39"],
    ["lines", Array.from({ length: 350 }, (_, index) => `${" ".repeat(index)}a:\n`).join(""), "20:20"],
  ])("is read no deeper than %s go", (_, text, place) => {
    const work = watchReader();
    expect(said(text)).toEqual([`${place} This is nested deeper than any key of the rules.`]);
    expect(work().parsed).toBeLessThan(200);
    expect(work().composed).toBe(0);
  });
});

describe("any text", () => {
  const inYaml = fc
    .array(
      fc.constantFrom(
        ..."\n\t -:,?[]{}#&*!|>'\"%@`~<\\".split(""),
        ...[
          "\r\n",
          "---\n",
          "...\n",
          "\n  ",
          "\n    ",
          ": ",
          "- ",
          "<<",
          "!!",
          "%YAML 1.1\n",
          "\uFEFF",
          "\0",
          "\uD800",
          "\u2028",
          "😀",
        ],
        ...["start", "roles", "testing", "checks", "users", "a", "1", "0x1f", ".nan", "true", "null", "__proto__"],
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(""));
  const spoilt = fc
    .tuple(fc.nat(full.length), fc.nat(20), inYaml)
    .map(([at, length, text]) => full.slice(0, at) + text + full.slice(at + length));

  it("is either rules or problems that lie within it, and never an exception", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string(), inYaml, spoilt), (text) => {
        const parsed = parseRules(text);
        if (parsed.ok) return;
        const lines = text.split(/\r\n|\n/);
        expect(parsed.problems.length).toBeGreaterThan(0);
        for (const { line, column, message } of parsed.problems) {
          expect(message).toMatch(/[.?]$/);
          expect(lines[line - 1], message).toBeDefined();
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
