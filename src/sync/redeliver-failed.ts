import { failureOf } from "../github/failure.ts";
import { listDeliveries, redeliver } from "../github/hook-deliveries.ts";
import { readMark, writeMark } from "../store/sweep-mark.ts";
import type { SyncContext } from "./context.ts";
import { deliveryMark, markDeliveries, type DeliveryMark, type FailedDelivery } from "./delivery-mark.ts";

/** GitHub keeps deliveries this long; Enterprise Server a little longer. */
const keptMs = 3 * 86_400_000;

/** The end of the last list is listed again: a delivery that waited for its answer may have come into it late. */
const overlapMs = 5 * 60_000;

/** Redeliveries of one delivery before Baton gives it up. */
const timesMax = 10;

/** Redeliveries asked for in one sweep, which has other things to do. */
const asksMax = 50;

const markName = "hook_deliveries";

/**
 * Has GitHub send again what never arrived. Its own list of failures leaves out deliveries that had no answer at all, so
 * every delivery since the last sweep is listed, and those are asked for whose GUID has not been answered well since.
 */
export async function redeliverFailed(context: SyncContext): Promise<void> {
  const { db, now } = context.world;
  const oldest = new Date(now().getTime() - keptMs);
  const kept = deliveryMark.safeParse(await readMark(db, markName)).data;
  const mark = kept ?? { until: oldest.toISOString(), pending: [], asked: {} };
  const since = new Date(Math.max(oldest.getTime(), Date.parse(mark.until) - overlapMs));
  const { deliveries, complete } = await listDeliveries(context.github.app, { since });
  if (!complete) context.log.warn("there are more deliveries than are listed; the oldest are not looked at");
  const listed = markDeliveries(mark, deliveries);
  await writeMark(db, markName, await askForPending(context, listed));
}

/** Asks for the oldest that are pending. Where GitHub cannot answer now, the rest waits for the next sweep. */
async function askForPending(context: SyncContext, mark: DeliveryMark): Promise<DeliveryMark> {
  const asked = { ...mark.asked };
  const later: FailedDelivery[] = mark.pending.slice(asksMax);
  let isAway = false;
  for (const failed of mark.pending.slice(0, asksMax)) {
    const { guid, id } = failed;
    const times = (asked[guid]?.times ?? 0) + 1;
    if (times > timesMax) context.log.error({ delivery: guid }, "a delivery failed ten times more and is given up");
    else if (isAway || !(await ask(context, failed))) {
      isAway = true;
      later.push(failed);
      continue;
    }
    asked[guid] = { times, afterId: id };
  }
  return { ...mark, pending: later, asked };
}

/** False where it is to be tried again. */
async function ask(context: SyncContext, { guid, id }: FailedDelivery): Promise<boolean> {
  const log = context.log.child({ delivery: guid });
  try {
    await redeliver(context.github.app, id);
    log.info("asked GitHub for a delivery that had failed");
    return true;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "bug") throw error;
    log.warn({ reason: failure.message }, "a delivery that had failed could not be asked for");
    return failure.kind === "refused";
  }
}
