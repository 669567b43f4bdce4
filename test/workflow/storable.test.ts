import fc from "fast-check";
import { expect, test } from "vitest";
import { isPlainObject, isStorable, storable, storableText } from "../../src/workflow/storable.ts";

test("a text without NUL and half surrogate pairs stays as it is", () => {
  expect(storableText("naïve 😀\n")).toBe("naïve 😀\n");
  expect(isStorable("naïve 😀\n")).toBe(true);
});

test("NUL and half surrogate pairs are replaced, one for one", () => {
  expect(storableText("a\0b\uD800c\uDFFFd\uDFFF\uD800")).toBe("a\uFFFDb\uFFFDc\uFFFDd\uFFFD\uFFFD");
  expect(isStorable("\0")).toBe(false);
  expect(isStorable("\uD83D")).toBe(false);
});

test("texts are replaced within arrays and objects, and nothing else is touched", () => {
  const when = new Date(0);
  const value = { text: "\0", list: ["\uD800", 1, null], when, flag: true };
  expect(storable(value)).toEqual({ text: "\uFFFD", list: ["\uFFFD", 1, null], when, flag: true });
  expect(storable(value).when).toBe(when);
});

test("every text becomes one that is well formed and of the same length", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "\0", "\uD83D", "\uDE00", "\uFFFD") }), (text) => {
      const stored = storableText(text);
      expect(isStorable(stored)).toBe(true);
      expect(stored).toHaveLength(text.length);
      expect(encodeURIComponent(stored)).not.toContain("%00");
    }),
  );
});

test("only literal objects count as plain", () => {
  expect([{}, Object.create(null)].map(isPlainObject)).toEqual([true, true]);
  expect([null, [], new Date(0), "a", 1, undefined, () => 1].some(isPlainObject)).toBe(false);
});
