import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toWeeks, weeksMax, weeksSpan } from "../../../../src/http/api/stats/weeks.ts";

const now = new Date("2026-01-14T12:00:00.000Z"); // A Wednesday.
const day = (text: string) => new Date(`${text}T00:00:00.000Z`);
const weekMs = 7 * 86_400_000;

describe("the weeks of a window", () => {
  it("are there without gaps, named as ISO 8601 names them, also around New Year", () => {
    const counts = [
      { monday: day("2025-12-22"), completed: 2 },
      { monday: day("2026-01-12"), completed: 1 },
    ];
    const window = { from: new Date("2025-12-25T08:00:00.000Z"), to: null };
    expect(toWeeks(counts, window, now)).toEqual([
      { week: "2025-W52", begins: "2025-12-22", completed: 2 },
      { week: "2026-W01", begins: "2025-12-29", completed: 0 },
      { week: "2026-W02", begins: "2026-01-05", completed: 0 },
      { week: "2026-W03", begins: "2026-01-12", completed: 1 },
    ]);
    const long = toWeeks([], { from: day("2020-12-28"), to: day("2021-01-05") }, now);
    expect(long.map(({ week }) => week)).toEqual(["2020-W53", "2021-W01"]);
  });

  it("begin with the first completion where the window has no beginning, and end now where it has no end", () => {
    expect(toWeeks([], { from: null, to: null }, now)).toEqual([]);
    const counts = [{ monday: day("2026-01-05"), completed: 1 }];
    const weeks = ["2026-W02", "2026-W03"];
    expect(toWeeks(counts, { from: null, to: null }, now).map(({ week }) => week)).toEqual(weeks);
    const later = { from: day("2026-01-05"), to: day("2027-01-01") };
    expect(toWeeks(counts, later, now).map(({ week }) => week)).toEqual(weeks);
  });

  it("leave out a week of which the window has nothing", () => {
    const weeks = toWeeks([], { from: day("2026-01-05"), to: day("2026-01-12") }, now);
    expect(weeks.map(({ week }) => week)).toEqual(["2026-W02"]);
    expect(toWeeks([], { from: day("2026-02-01"), to: null }, now)).toEqual([]);
  });

  it("are the last ones of a window that is too long, each asked for whole", () => {
    const window = { from: new Date("0000-01-01T00:00:00.000Z"), to: null };
    const weeks = toWeeks([], window, now);
    expect(weeks).toHaveLength(weeksMax);
    expect(weeks.at(-1)?.week).toBe("2026-W03");
    expect(weeksSpan(window, now).from.toISOString().slice(0, 10)).toBe(weeks[0]?.begins);
  });

  it("follow one another by seven days, and each holds what is in it", () => {
    const instant = fc.date({ min: day("1990-01-01"), max: day("2060-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(instant, instant, (from, to) => {
        const window = { from, to };
        const span = weeksSpan(window, to);
        const weeks = toWeeks([], window, to);
        expect(weeks.length > 0).toBe(from < to);
        expect(new Set(weeks.map(({ week }) => week)).size).toBe(weeks.length);
        for (const [index, { begins }] of weeks.entries()) {
          expect(day(begins).getUTCDay()).toBe(1);
          if (index > 0) expect(day(begins).getTime() - day(weeks[index - 1]?.begins ?? "").getTime()).toBe(weekMs);
        }
        if (weeks.length === 0) return;
        const first = day(weeks[0]?.begins ?? "").getTime();
        expect(span.from.getTime() - first).toBeGreaterThanOrEqual(0);
        expect(span.from.getTime() - first).toBeLessThan(weekMs);
        const last = day(weeks.at(-1)?.begins ?? "").getTime();
        expect(span.to.getTime() - last).toBeGreaterThan(0);
        expect(span.to.getTime() - last).toBeLessThanOrEqual(weekMs);
      }),
    );
  });
});
