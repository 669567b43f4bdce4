import { expect, test } from "vitest";
import { toJsonb, toStorable } from "../../src/store/storable.ts";

test("NUL and lone surrogates become U+FFFD, in keys and values at every depth", () => {
  expect(toStorable({ "a\0": ["b\ud800", { c: "\udc00\0d" }] })).toEqual({
    "a\uFFFD": ["b\uFFFD", { c: "\uFFFD\uFFFDd" }],
  });
});

test("what jsonb can hold stays the very same value", () => {
  const value = { text: "𝄞 and \u0001", when: new Date(0), list: [1, null, { deep: true }] };
  expect(toStorable(value)).toBe(value);
});

test("parts that need no change keep their identity beside one that does", () => {
  const kept = { a: 1 };
  const storable = toStorable({ kept, changed: "\0" });
  expect(storable.kept).toBe(kept);
  expect(storable.changed).toBe("\uFFFD");
});

test("a key named __proto__ is kept as data", () => {
  const value = JSON.parse('{"__proto__": {"x": "\\u0000"}}') as unknown;
  expect(toJsonb(value)).toBe('{"__proto__":{"x":"\uFFFD"}}');
});
