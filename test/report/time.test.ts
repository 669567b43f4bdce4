import { describe, expect, it } from "vitest";
import { showDuration, showTime } from "../../src/report/time.ts";

describe("times", () => {
  it("are shown in UTC, to the minute", () => {
    expect(showTime(new Date("2026-03-01T09:30:59.999Z"))).toBe("2026-03-01 09:30 UTC");
  });

  it.each([
    [0, "0 s"],
    [-5_000, "0 s"],
    [40_000, "40 s"],
    [61_000, "1 min"],
    [3_600_000, "1 h"],
    [3_900_000, "1 h 5 min"],
    [183_600_000, "2 d 3 h"],
    [172_860_000, "2 d"],
  ])("%i ms last %s", (ms, shown) => {
    expect(showDuration(ms)).toBe(shown);
  });
});
