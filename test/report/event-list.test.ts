import { describe, expect, it } from "vitest";
import { eventList } from "../../src/report/event-list.ts";
import { eventTypes } from "../../src/workflow/decision.ts";
import { event } from "./sample.ts";

const rowOf = (over: Parameters<typeof event>[0]) =>
  eventList([event(over)], 150)
    .split("\n")[5]
    ?.replaceAll("\u200B", "‸");

describe("what happened last", () => {
  it("is empty where nothing did", () => {
    expect(eventList([], 150)).toBe("");
  });

  it.each(eventTypes)("has words for %s", (type) => {
    expect(rowOf({ type, data: {} })).toMatch(/^\| 2026-03-01 09:15 UTC \| [a-z ]+ \| {2}\| maria \| {2}\|$/);
  });

  it("names the states, or the one where it happened", () => {
    expect(rowOf({})).toContain("| Discovery → Planning |");
    expect(rowOf({ type: "started", data: { to_state: "discovery" } })).toContain("| Discovery |");
    expect(rowOf({ type: "held", data: { state: "testing", reason: "wait, @all" } })).toContain(
      "| Testing | maria | wait, @‸all |",
    );
  });

  it("names who fell silent", () => {
    const data = { state: "testing", holder: "@coder", fence: 4 };
    expect(rowOf({ type: "claim_lapsed", data })).toContain("| free again | Testing | maria | @‸coder fell silent |");
  });

  it("puts the machine's own reasons into words", () => {
    expect(rowOf({ type: "failed", data: { reason: "merged_early" } })).toContain("merged before it was verified");
  });

  it.each([
    [undefined, "⚠️ forced |"],
    [[], "⚠️ forced |"],
    [
      [{ kind: "check", name: "build @1" }, { kind: "ready_for_review" }],
      "⚠️ forced, without build @‸1, ready for review |",
    ],
    [[null, 7], "⚠️ forced, without undefined, undefined |"],
    [Array.from({ length: 7 }, () => ({ kind: "any_check" })), "any check, any check and 2 more |"],
  ])("says what a forced step went past: %j", (missing, shown) => {
    expect(rowOf({ data: { forced: true, missing } })).toContain(shown);
  });
});
