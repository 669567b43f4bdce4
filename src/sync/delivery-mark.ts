import { z } from "zod";
import type { HookDelivery } from "../github/hook-deliveries.ts";

/** What the sweep remembers of the App's deliveries from one time to the next. */
export const deliveryMark = z.object({
  /** ISO 8601. Deliveries before it were looked at, except those in a gap. */
  until: z.string(),
  /** What a list did not reach, the oldest gap first: from GitHub's cursor back to a time, in ISO 8601. */
  gaps: z.array(z.object({ cursor: z.string(), since: z.string() })).default([]),
  /** What failed and has not been asked for again, the oldest first. */
  pending: z.array(z.object({ guid: z.string(), id: z.string() })),
  /** How often each GUID was asked for, and after which failed try the last time. */
  asked: z.record(z.string(), z.object({ times: z.int(), afterId: z.string() })),
});

export type DeliveryMark = z.infer<typeof deliveryMark>;

export type FailedDelivery = DeliveryMark["pending"][number];

/** GUIDs remembered at most: more than one sweep lists. With more the next list begins where this one got to. */
export const rememberedMax = 6_000;

/** Adds to the mark what failed since, and takes out what has arrived. */
export function markDeliveries(mark: DeliveryMark, newestFirst: readonly HookDelivery[]): DeliveryMark {
  const pending = new Map(mark.pending.map(({ guid, id }) => [guid, id]));
  const asked = new Map(Object.entries(mark.asked));
  let { until } = mark;
  for (const { id, guid, ok, deliveredAt } of newestFirst.toReversed()) {
    if (ok) {
      pending.delete(guid);
      asked.delete(guid);
    } else if (!isOlder(id, asked.get(guid)?.afterId)) {
      if (!pending.has(guid) && pending.size >= rememberedMax) break;
      pending.set(guid, id);
    }
    until = deliveredAt.toISOString();
  }
  return {
    ...mark,
    until,
    pending: [...pending].map(([guid, id]) => ({ guid, id })),
    asked: Object.fromEntries([...asked].slice(-rememberedMax)),
  };
}

/** Whether a try is not after the one that was already asked about. Ids can be too large for a number. */
function isOlder(id: string, afterId: string | undefined): boolean {
  return afterId !== undefined && BigInt(id) <= BigInt(afterId);
}
