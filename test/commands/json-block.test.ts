import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonFault } from "../../src/commands/json-fault.ts";
import { readJsonBlock } from "../../src/commands/read-json-block.ts";

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("what is wrong with JSON", () => {
  it.each([
    ["", 1, "a value is expected where the block ends"],
    ["\n\n", 3, "a value is expected where the block ends"],
    ["{", 1, "a key in double quotes or } is expected where the block ends"],
    ["{\n  a: 1\n}", 2, "a key in double quotes or } is expected where there is “a: 1”"],
    ["{\r\n  'a': 1\r\n}", 2, "a key in double quotes or } is expected where there is “'a': 1”"],
    ['{\n  "a": 1,\n}', 3, "a key in double quotes is expected where there is “}”"],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 'a comma or } is expected where there is “"b": 2”'],
    ['{ "a" 1 }', 1, "a colon is expected where there is “1 }”"],
    ['{ "a": }', 1, "a value is expected where there is “}”"],
    ['{ "a": True }', 1, "a value is expected where there is “True }”"],
    ['{ "a": undefined }', 1, "a value is expected where there is “undefined }”"],
    ['{ "a": 01 }', 1, "a value is expected where there is “01 }”"],
    ['{ "a": 1. }', 1, "a value is expected where there is “1. }”"],
    ["[1, 2", 1, "a comma or ] is expected where the block ends"],
    ["[1, 2}", 1, "a comma or ] is expected where there is “}”"],
    ["[1,]", 1, "a value is expected where there is “]”"],
    ["[,1]", 1, "a value or ] is expected where there is “,1]”"],
    ["{}\n{}", 2, "nothing more is expected where there is “{}”"],
    ["{} // done", 1, "nothing more is expected where there is “// done”"],
    [
      '{ "a": "b\nc" }',
      1,
      'a value is expected where there is “"b”; is the text closed, on one line, its escapes right?',
    ],
    [
      '["\\x"]',
      1,
      'a value or ] is expected where there is “"\\x"]”; is the text closed, on one line, its escapes right?',
    ],
    ['["\\u00g0"]', 1, expect.stringContaining("escapes")],
    ['{"a', 1, expect.stringContaining('“"a”; is the text closed')],
    [`[${"x".repeat(500)}]`, 1, `a value or ] is expected where there is “${"x".repeat(20)}”`],
  ])("is named for %j", (text, line, problem) => {
    expect(parses(text)).toBe(false);
    expect(jsonFault(text)).toEqual({ line, problem });
  });

  it("is nothing exactly where the engine reads it", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      '"a"',
      '"',
      "\\",
      "\\n",
      "\\u0041",
      "\\u",
      "0",
      "1",
      "-",
      ".",
      "e",
      "E+",
      "true",
      "TRUE",
      "null",
      " ",
      "\t",
      "\n",
      "\r",
      "\f",
      "\u00A0",
      "\uFEFF",
      "\u2028",
      "\0",
      "\u001F",
      "\u007F",
      "a",
      "😀",
      "\uD800",
      "/",
      "__proto__",
    );
    const soup = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(""));
    const edited = fc.tuple(fc.json(), fc.nat(), pieces, fc.nat(2)).map(([json, at, piece, cut]) => {
      const place = at % (json.length + 1);
      return json.slice(0, place) + piece + json.slice(place + cut);
    });
    fc.assert(
      fc.property(fc.oneof(soup, edited, fc.json(), fc.string({ unit: "binary" })), (text) => {
        expect(jsonFault(text) === null).toBe(parses(text));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe("a block of JSON", () => {
  it("is the object that it holds", () => {
    expect(readJsonBlock(['{ "a": [1, { "b": null }], "c": "😀" }'])).toEqual({
      ok: true,
      value: { a: [1, { b: null }], c: "😀" },
    });
  });

  it("may be missing", () => {
    expect(readJsonBlock([])).toEqual({ ok: true, value: null });
  });

  it("may name a key twice: the last counts", () => {
    expect(readJsonBlock(['{ "a": 1, "a": 2 }'])).toEqual({ ok: true, value: { a: 2 } });
  });

  it("may name what every object inherits", () => {
    const read = readJsonBlock(['{ "constructor": { "prototype": { "polluted": true } } }']);
    expect(read).toEqual({ ok: true, value: { constructor: { prototype: { polluted: true } } } });
    expect("polluted" in {}).toBe(false);
  });

  it.each([
    [["{}", "{}", "{}"], "there are 3 of them, and only one can be the result"],
    [["[1]"], "it must be an object in braces, but it is a list"],
    [["null"], "it must be an object in braces, but it is null"],
    [['"a"'], "it must be an object in braces, but it is a string"],
    [["1"], "it must be an object in braces, but it is a number"],
    [["true"], "it must be an object in braces, but it is a boolean"],
    [['{ "__proto__": { "polluted": true } }'], "it has the key __proto__, which cannot be kept"],
    [['{ "a": { "__proto__": 1 } }'], "a has the key __proto__, which cannot be kept"],
    [['{ "a": ["\\u0000"] }'], "a[0] contains NUL or half a surrogate pair, which cannot be stored"],
    [['{ "a": "\\ud800" }'], "a contains NUL or half a surrogate pair, which cannot be stored"],
    [["{,"], "line 1: a key in double quotes or } is expected where there is “,”"],
  ])("is refused: %j", (blocks, message) => {
    expect(readJsonBlock(blocks)).toEqual({ ok: false, message });
  });
});
