import { expect, it } from "vitest";
import { leftHeads } from "../../src/sync/left-heads.ts";

function moved(type: "head_changed" | "reset_by_push", from: string, version: number) {
  return { type, cause: `push@${String(version)}`, data: { from_head: from, to_head: "any" } };
}

it("the heads that were left since the report was published are looked at, each once, and not the present one", () => {
  const events = [
    { type: "stepped", cause: "check@9", data: {} },
    moved("head_changed", "b", 8),
    moved("reset_by_push", "a", 7),
    moved("head_changed", "b", 6),
    moved("head_changed", "told", 5),
    { type: "stepped", cause: "delivery:0#1", data: {} },
  ] as const;
  expect(leftHeads(events, { publishedVersion: 6, headSha: "c" })).toEqual(["b", "a"]);
  expect(leftHeads(events, { publishedVersion: 6, headSha: "a" })).toEqual(["b"]);
  expect(leftHeads(events, { publishedVersion: 9, headSha: "c" })).toEqual([]);
});
