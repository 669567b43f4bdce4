import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchesGlob } from "../../src/workflow/glob.ts";

/** Characters that count how often they are looked at. */
function counted(text: string): { readonly characters: ArrayLike<string>; readonly looks: () => number } {
  let looks = 0;
  const characters = new Proxy(Array.from(text), {
    get: (target, key) => {
      if (key !== "length") looks += 1;
      return Reflect.get(target, key) as unknown;
    },
  });
  return { characters, looks: () => looks };
}

function looksOf(pattern: string, text: string): number {
  const [one, other] = [counted(pattern), counted(text)];
  matchesGlob(one.characters, other.characters);
  return one.looks() + other.looks();
}

describe("a pattern", () => {
  test.each([
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["**", "", true],
    ["?", "", false],
    ["?", "😀", true],
    ["a*", "a", true],
    ["*a", "banana", true],
    ["*n", "banana", false],
    ["b*n*a", "banana", true],
    ["b*x*a", "banana", false],
    ["*an?", "banana", true],
    ["*ana*ana", "banana", false],
    ["*ab", "aab", true],
  ])("%s means %s: %s", (pattern, text, expected) => {
    expect(matchesGlob(Array.from(pattern), Array.from(text))).toBe(expected);
  });

  test("means what the same regular expression means", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "?", "*"), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 });
    fc.assert(
      fc.property(pattern, text, (given, name) => {
        const expression = new RegExp(`^${given.replaceAll("?", ".").replaceAll("*", ".*")}$`);
        return matchesGlob(Array.from(given), Array.from(name)) === expression.test(name);
      }),
    );
  });

  test("with very many stars costs a few looks for each character, however long the name", () => {
    const name = "a".repeat(20_000);
    for (const pattern of [`${"*a".repeat(400)}*b`, `${"*".repeat(800)}b`, `${"*?".repeat(400)}b`]) {
      expect(looksOf(pattern, name)).toBeLessThan(5 * (name.length + pattern.length));
    }
  });

  test("never costs more than its longest piece for each character of the name", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "?", "*"), maxLength: 30 });
    const text = fc.string({ unit: fc.constantFrom("a", "a", "a", "b"), maxLength: 200 });
    fc.assert(
      fc.property(pattern, text, (given, name) => {
        const longest = Math.max(...given.split("*").map((piece) => piece.length));
        expect(looksOf(given, name)).toBeLessThanOrEqual(4 * (longest + 1) * (name.length + 1) + given.length + 1);
      }),
    );
  });
});
