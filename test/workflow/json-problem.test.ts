import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonBytesMax, jsonDepthMax, jsonProblem } from "../../src/workflow/json-problem.ts";

const unstorable = "contains NUL or half a surrogate pair, which cannot be stored";
const tooLarge = "is larger than 256 KiB as JSON; link to what is large";

function nested(levels: number): unknown {
  return levels === 0 ? {} : { inner: nested(levels - 1) };
}

describe("a value that is to be kept as JSON", () => {
  test.each([[{}], [{ a: [1, "x", null, true, { b: -0.5 }] }], [Object.assign(Object.create(null), { a: 1 })], ["😀"]])(
    "is fit: %j",
    (value) => {
      expect(jsonProblem(value)).toBeNull();
    },
  );

  test.each([
    [{ a: { b: ["ok", "x\0"] } }, "a.b[1]", unstorable],
    [{ a: "\uD800" }, "a", unstorable],
    [{ a: "\uDC00\uD800" }, "a", unstorable],
    [{ a: { "k\0": 1 } }, "a", `has a key that ${unstorable}`],
    [{ "k\uDFFF": 1 }, "", `has a key that ${unstorable}`],
    [JSON.parse('{"a":{"__proto__":{}}}'), "a", "has the key __proto__, which cannot be kept"],
    [{ a: undefined }, "a", "is not JSON"],
    [{ a: [undefined] }, "a[0]", "is not JSON"],
    [{ a: new Map() }, "a", "is not JSON"],
    [{ a: new Date(0) }, "a", "is not JSON"],
    [{ a: 1n }, "a", "is not JSON"],
    [{ a: Number.NaN }, "a", "is not JSON"],
    [{ a: Number.POSITIVE_INFINITY }, "a", "is not JSON"],
    [{ a: () => 1 }, "a", "is not JSON"],
    [{ a: Symbol("s") }, "a", "is not JSON"],
  ])("is unfit: %o", (value, path, problem) => {
    expect(jsonProblem(value)).toEqual({ path, problem });
  });

  test("may take 256 KiB and not a byte more", () => {
    const overhead = JSON.stringify({ a: "" }).length;
    expect(jsonProblem({ a: "x".repeat(jsonBytesMax - overhead) })).toBeNull();
    expect(jsonProblem({ a: "x".repeat(jsonBytesMax - overhead + 1) })).toEqual({ path: "", problem: tooLarge });
  });

  test("is measured in bytes as stored, not in characters", () => {
    expect(jsonProblem({ a: "€".repeat(100_000) })?.problem).toBe(tooLarge);
    expect(jsonProblem({ a: "\n".repeat(200_000) })?.problem).toBe(tooLarge);
  });

  test.each([
    ["a key that is too long", { ["k".repeat(jsonBytesMax)]: 1 }],
    ["a text that is too long", { a: "x".repeat(jsonBytesMax) }],
    ["too many values", Array.from({ length: jsonBytesMax }, () => 1)],
  ])("is too large with %s", (_, value) => {
    expect(jsonProblem(value)).toEqual({ path: "", problem: tooLarge });
  });

  test("may be nested to a bound", () => {
    expect(jsonProblem(nested(jsonDepthMax - 1))).toBeNull();
    expect(jsonProblem(nested(jsonDepthMax))?.problem).toBe("is nested deeper than 32 levels");
  });

  test("ends, however much it shares or circles", () => {
    let shared: unknown = [];
    for (let level = 0; level < 30; level += 1) shared = [shared, shared];
    expect(jsonProblem(shared)?.problem).toBe(tooLarge);
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    expect(jsonProblem(circle)?.problem).toBe("is nested deeper than 32 levels");
  });

  test("has its problem told at a path that can itself be stored and shown", () => {
    expect(jsonProblem({ ["k".repeat(300)]: { a: undefined } })?.path).toBe("k".repeat(200));
    expect(jsonProblem({ [`${"k".repeat(199)}😀`]: undefined })?.path).toBe(`${"k".repeat(199)}\uFFFD`);
  });

  test("may have for a value what it may not have for a key", () => {
    expect(jsonProblem([["__proto__"]])).toBeNull();
    expect(jsonProblem([JSON.parse('{"__proto__": 1}')])?.problem).toMatch(/^has the key __proto__/);
  });

  test("is fit exactly if it is JSON that Postgres can hold", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        const text = JSON.stringify(value);
        const hasUnfitText = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i.test(text);
        const hasUnfitKey = /(?<!\\)"__proto__":/.test(text);
        expect(jsonProblem(value) === null).toBe(!hasUnfitText && !hasUnfitKey);
      }),
    );
  });
});
