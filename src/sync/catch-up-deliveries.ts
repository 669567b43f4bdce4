import { failureOf } from "../github/failure.ts";
import { listDeliveries } from "../github/hook-deliveries.ts";
import type { SyncContext } from "./context.ts";
import { markDeliveries, rememberedMax, type DeliveryMark } from "./delivery-mark.ts";

/** The end of the last list is listed again: a delivery that waited for its answer may have come into it late. */
const overlapMs = 5 * 60_000;

const deliveriesPerPage = 100;

interface Bounds {
  /** GitHub keeps nothing from before. */
  readonly oldest: Date;
  readonly pagesMax: number;
}

/**
 * Adds to the mark what GitHub lists: first what is new, and then what earlier lists did not reach, from where they ended. Only
 * newest first is there a list, so what is left between is remembered as a gap, and nothing is passed over.
 */
export async function catchUpDeliveries(
  { github: { app }, log }: Pick<SyncContext, "github" | "log">,
  mark: DeliveryMark,
  { oldest, pagesMax }: Bounds,
): Promise<DeliveryMark> {
  const since = new Date(Math.max(oldest.getTime(), Date.parse(mark.until) - overlapMs));
  const { deliveries, rest, pages } = await listDeliveries(app, { since, from: null, pagesMax });
  if (rest !== null) log.warn("there are more deliveries than one sweep lists; the next ones go on with them");
  const gap = rest === null ? [] : [{ cursor: rest, since: since.toISOString() }];
  let caught: DeliveryMark = { ...markDeliveries(mark, deliveries), gaps: [...mark.gaps, ...gap] };
  for (let page = pages; page < pagesMax && hasRoom(caught); page += 1) caught = await readOn(app, caught, oldest);
  return caught;
}

function hasRoom({ gaps, pending }: DeliveryMark): boolean {
  return gaps.length > 0 && pending.length + deliveriesPerPage <= rememberedMax;
}

/** Reads one page of the first gap. Where GitHub does not know the cursor any more, everything is listed again from there on. */
async function readOn(app: SyncContext["github"]["app"], mark: DeliveryMark, oldest: Date): Promise<DeliveryMark> {
  const [gap, ...others] = mark.gaps;
  if (gap === undefined) return mark;
  const since = new Date(Math.max(oldest.getTime(), Date.parse(gap.since)));
  try {
    const { deliveries, rest } = await listDeliveries(app, { since, from: gap.cursor, pagesMax: 1 });
    const { pending, asked } = markDeliveries(mark, deliveries);
    return {
      until: mark.until,
      pending,
      asked,
      gaps: [...(rest === null ? [] : [{ ...gap, cursor: rest }]), ...others],
    };
  } catch (error) {
    if (failureOf(error).kind !== "refused") throw error;
    return { ...mark, until: gap.since, gaps: [] };
  }
}
