import { afterAll, describe, expect, it } from "vitest";
import type { Answer } from "../../src/schemas/answer.ts";
import { createSchemaChecker } from "../../src/schemas/schema-checker.ts";

const checker = createSchemaChecker();
afterAll(() => checker.stop());

const ask = (schema: unknown, value?: unknown): Promise<Answer> => checker.ask({ schema, value });

/** Backtracks for ages on a text that almost matches. */
const hostile = { properties: { plan: { pattern: "^(a+)+$" } } };
const almost = { plan: `${"a".repeat(40)}!` };

describe("a value held against a JSON Schema", () => {
  it("is good where it matches", async () => {
    const schema = { type: "object", required: ["plan"], properties: { plan: { type: "string", minLength: 3 } } };
    expect(await ask(schema, { plan: "Build it", more: 1 })).toEqual({ kind: "valid" });
    expect(await ask(true, {})).toEqual({ kind: "valid" });
    expect(await ask({})).toEqual({ kind: "valid" });
  });

  it("is told all that is wrong with it, where, and what was expected", async () => {
    const schema = {
      type: "object",
      required: ["plan", "a/b"],
      additionalProperties: false,
      properties: {
        plan: { type: "array", items: { type: "string" } },
        kind: { enum: ["small", 2] },
        version: { const: "1" },
        at: { type: "string", format: "date-time" },
        "a/b": {},
        "~": { type: "object", properties: { "x y": { minimum: 5 } } },
      },
    };
    const value = { plan: ["one", 2], kind: "large", version: 1, at: "noon", other: 1, "~": { "x y": 3 } };
    expect(await ask(schema, value)).toEqual({
      kind: "invalid",
      problems: [
        { path: "", problem: 'must have the key "a/b"' },
        { path: "", problem: 'must not have the key "other"' },
        { path: "/plan/1", problem: "must be string" },
        { path: "/kind", problem: 'must be one of "small", 2' },
        { path: "/version", problem: 'must be "1"' },
        { path: "/at", problem: 'must match format "date-time"' },
        { path: "/~0/x y", problem: "must be >= 5" },
      ],
    });
    expect(await ask({ properties: { a: true }, unevaluatedProperties: false }, { a: 1, b: 2 })).toEqual({
      kind: "invalid",
      problems: [{ path: "", problem: 'must not have the key "b"' }],
    });
    expect(await ask(false, {})).toMatchObject({ kind: "invalid" });
  });

  it("is not told more than twenty things, nor anything at length", async () => {
    const answer = await ask(
      { additionalProperties: { enum: ["x".repeat(1000)] } },
      Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`${"k".repeat(500)}${String(at)}`, 1])),
    );
    if (answer.kind !== "invalid") throw new Error("It was to be invalid.");
    expect(answer.problems).toHaveLength(20);
    for (const { path, problem } of answer.problems) expect(path.length + problem.length).toBeLessThanOrEqual(500);
  });

  it("reads drafts 2020-12 and 07 as each of them means it", async () => {
    const tuple = { properties: { pair: { items: [{ type: "string" }], additionalItems: false } } };
    const draft07 = { $schema: "http://json-schema.org/draft-07/schema#", ...tuple };
    expect(await ask(draft07, { pair: ["a", "b"] })).toMatchObject({ kind: "invalid" });
    const draft2020 = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      properties: { pair: { prefixItems: [{ type: "string" }], items: false } },
    };
    expect(await ask(draft2020, { pair: ["a", "b"] })).toMatchObject({ kind: "invalid" });
    expect(await ask(draft2020, { pair: ["a"] })).toEqual({ kind: "valid" });
  });

  it.each([
    [{ type: "nothing" }, "is no valid JSON Schema: data/type"],
    [{ pattern: "(" }, "is no valid JSON Schema: "],
    [{ $ref: "https://example.com/other.json" }, "refers to https://example.com/other.json, which is not in it"],
    [{ $ref: "#/$defs/none" }, "refers to #/$defs/none, which is not in it"],
    [{ $schema: "http://json-schema.org/draft-04/schema#" }, "declares a draft of JSON Schema other than"],
    [{ $schema: 7 }, "declares a draft of JSON Schema other than"],
    [{ $async: true }, "has $async"],
  ])("needs a schema that can be used: %j", async (schema, problem) => {
    const answer = await ask(schema, {});
    expect(answer).toMatchObject({ kind: "unusable" });
    expect(answer).toHaveProperty("problem", expect.stringContaining(problem));
  });

  it("lets a schema refer to its own parts", async () => {
    const schema = { $defs: { step: { type: "string" } }, properties: { plan: { items: { $ref: "#/$defs/step" } } } };
    expect(await ask(schema, { plan: ["a", 1] })).toMatchObject({ problems: [{ path: "/plan/1" }] });
  });

  it("is given up after a second, while the process goes on; the next question is answered", async () => {
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
    }, 20);
    const [slow, next] = await Promise.all([ask(hostile, almost), ask({ type: "object" }, [])]);
    clearInterval(ticking);
    expect(slow).toEqual({ kind: "too_much" });
    expect(next).toMatchObject({ kind: "invalid" });
    expect(ticks).toBeGreaterThan(10);
  });

  it("is given up where it takes too much memory", async () => {
    // Each level doubles what is compiled and told.
    const level = (depth: number): object =>
      depth === 0 ? { const: 1 } : { allOf: [level(depth - 1), level(depth - 1)] };
    expect((await ask(level(17), 2)).kind).toBe("too_much");
    expect(await ask({}, 1)).toEqual({ kind: "valid" });
  });
});

describe("a checker that nobody asked", () => {
  it("stops without ever having started a thread", async () => {
    await expect(createSchemaChecker().stop()).resolves.toBeUndefined();
  });
});
