import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkMatcher, isPattern } from "../../src/workflow/check-patterns.ts";

describe("a name of a check in the rules", () => {
  test.each([
    ["build", "build", true],
    ["build", "Build", false],
    ["build", "build 2", false],
    ["test (20, [arm])", "test (20, [arm])", true],
    ["test / *", "test / unit", true],
    ["test / *", "test / unit / fast", true],
    ["test / *", "test", false],
    ["*", "test / unit", true],
    ["*", ".hidden", true],
    ["test (*)", "test (20)", true],
    ["test (*)", "test 20", false],
    ["test (?)", "test (4)", true],
    ["test (?)", "test (20)", false],
    ["[ci] *", "[ci] lint", true],
    ["[ci] *", "c lint", false],
    ["{a,b} *", "{a,b} c", true],
    ["{a,b} *", "a c", false],
    ["!*", "!x", true],
    ["!*", "x", false],
    ["a|b*", "a", false],
    ["a.b*", "axb", false],
    ["a+b*", "aab", false],
    ['say "x" *', 'say "x" y', true],
    ["./x*", "./xy", true],
    ["back\\*", "back\\slash", true],
    ["what?", "what?", true],
  ])("%s matches %s: %s", (name, checkName, expected) => {
    expect(checkMatcher(name)(checkName)).toBe(expected);
  });

  test("is a pattern only with a star or a question mark", () => {
    expect(["*", "a?", "test / *"].every(isPattern)).toBe(true);
    expect(["build", "test (20)", "[ci]", "{a}", ""].some(isPattern)).toBe(false);
  });

  test("is taken literally where it is longer than any check's name", () => {
    const name = `${"x".repeat(70_000)}*`;
    expect(checkMatcher(name)(name)).toBe(true);
    expect(checkMatcher(name)(`${name}y`)).toBe(false);
  });

  test("always matches itself", () => {
    const unit = fc.constantFrom(...Array.from("ab /\\*?.+()[]{}!@|^$\"'-_"));
    fc.assert(fc.property(fc.string({ unit, maxLength: 30 }), (name) => checkMatcher(name)(name)));
  });
});
