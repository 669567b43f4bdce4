import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/schemas/answer.ts";
import { checkResult } from "../../src/schemas/check-result.ts";
import { schemaFault } from "../../src/schemas/schema-fault.ts";

const answering = (answer: Answer) => ({ ask: () => Promise.resolve(answer) });
const invalid: Answer = { kind: "invalid", problems: [{ path: "/plan", problem: "must be array" }] };

describe("a result held against a repository's JSON Schema", () => {
  it("has the problems that were found", async () => {
    expect(await checkResult(answering({ kind: "valid" }), {}, {})).toEqual([]);
    expect(await checkResult(answering(invalid), {}, {})).toEqual([{ path: "/plan", problem: "must be array" }]);
    expect(await checkResult(answering({ kind: "too_much" }), {}, {})).toMatchObject([{ path: "" }]);
  });

  it("is not refused for a schema that is wrong itself", async () => {
    expect(await checkResult(answering({ kind: "unusable", problem: "is no schema" }), {}, {})).toEqual([]);
  });
});

describe("a JSON Schema", () => {
  it("is at fault only where it cannot be used", async () => {
    expect(await schemaFault(answering({ kind: "valid" }), {})).toBeNull();
    expect(await schemaFault(answering({ kind: "unusable", problem: "is no schema" }), {})).toBe("is no schema");
    expect(await schemaFault(answering({ kind: "too_much" }), {})).toMatch(/within a second/);
  });
});
