import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HookDelivery } from "../../src/github/hook-deliveries.ts";
import { deliveryMark, markDeliveries, type DeliveryMark } from "../../src/sync/delivery-mark.ts";

const empty: DeliveryMark = { until: "2026-11-20T00:00:00.000Z", gaps: [], pending: [], asked: {} };

function attempt(id: number, guid: string, ok: boolean): HookDelivery {
  return { id: String(id), guid, ok, deliveredAt: new Date(Date.UTC(2026, 10, 20, 0, 0, id)) };
}

/** Oldest first here, newest first as GitHub lists them. */
function mark(before: DeliveryMark, ...attempts: HookDelivery[]): DeliveryMark {
  return markDeliveries(before, attempts.toReversed());
}

describe("the mark of the deliveries", () => {
  it("keeps what failed, the oldest first, and how far the list was read", () => {
    const after = mark(empty, attempt(1, "a", false), attempt(2, "b", true), attempt(3, "c", false));
    expect(after.pending).toEqual([
      { guid: "a", id: "1" },
      { guid: "c", id: "3" },
    ]);
    expect(after.until).toBe("2026-11-20T00:00:03.000Z");
  });

  it("keeps one entry for each delivery, with its last failed try", () => {
    expect(mark(empty, attempt(1, "a", false), attempt(2, "a", false)).pending).toEqual([{ guid: "a", id: "2" }]);
  });

  it("forgets what has arrived since", () => {
    const asked = { a: { times: 3, afterId: "1" } };
    const after = mark(
      { ...empty, pending: [{ guid: "b", id: "2" }], asked },
      attempt(3, "a", true),
      attempt(4, "b", true),
    );
    expect(after).toMatchObject({ pending: [], asked: {} });
  });

  it("has no gap where it was kept before there were any", () => {
    const { gaps: _gaps, ...old } = empty;
    expect(deliveryMark.parse(old)).toEqual(empty);
  });

  it("does not ask twice about one try, however often it is listed", () => {
    const asked = { ...empty, asked: { a: { times: 1, afterId: "9007199254740993" } } };
    const same = { ...attempt(1, "a", false), id: "9007199254740993" };
    expect(mark(asked, same).pending).toEqual([]);
    const next = { ...same, id: "9007199254740994" };
    expect(mark(asked, same, next).pending).toEqual([{ guid: "a", id: "9007199254740994" }]);
  });

  it("is bounded: with more failures than it holds, the next list begins where it got to", () => {
    const many = Array.from({ length: 6_500 }, (_, index) => attempt(index, `guid-${String(index)}`, false));
    const after = mark(empty, ...many);
    expect(after.pending).toHaveLength(6_000);
    expect(after.until).toBe(many[5_999]?.deliveredAt.toISOString());
    const next = mark({ ...after, pending: [] }, ...many.slice(5_900));
    expect(next.pending.at(-1)?.guid).toBe("guid-6499");
  });

  it("holds, whatever is listed in whichever parts, exactly what has not arrived", () => {
    const step = fc.record({ guid: fc.constantFrom("a", "b", "c", "d"), ok: fc.boolean(), cut: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const attempts = steps.map(({ guid, ok }, index) => attempt(index, guid, ok));
        let kept = empty;
        let from = 0;
        steps.forEach(({ cut }, index) => {
          if (!cut && index < steps.length - 1) return;
          // Each list overlaps the one before it.
          kept = mark(kept, ...attempts.slice(Math.max(0, from - 2), index + 1));
          from = index + 1;
        });
        const last = new Map(attempts.map(({ guid, ok }) => [guid, ok]));
        const failed = [...last].filter(([, ok]) => !ok).map(([guid]) => guid);
        expect(kept.pending.map(({ guid }) => guid).toSorted()).toEqual(failed.toSorted());
        expect(deliveryMark.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
      }),
    );
  });
});
