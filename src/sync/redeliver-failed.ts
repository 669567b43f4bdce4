import { failureOf } from "../github/failure.ts";
import { redeliver } from "../github/hook-deliveries.ts";
import { readMark, writeMark } from "../store/sweep-mark.ts";
import type { SyncContext } from "./context.ts";
import { catchUpDeliveries } from "./catch-up-deliveries.ts";
import { deliveryMark, type DeliveryMark, type FailedDelivery } from "./delivery-mark.ts";

/** GitHub keeps deliveries this long; Enterprise Server a little longer. */
const keptMs = 3 * 86_400_000;

/** Redeliveries of one delivery before Baton gives it up. */
const timesMax = 10;

/** Redeliveries asked for in one sweep, which has other things to do: 3,000 an hour, of the 5,000 requests that an App has. */
const asksMax = 50;

/** Pages listed in one sweep, for the same reason; while there is more to be asked for than one sweep does, none is. */
const listedMax = 50;

const markName = "hook_deliveries";

/** What it needs of a sync's context. */
interface Redelivering extends Pick<SyncContext, "github" | "log"> {
  readonly world: Pick<SyncContext["world"], "db" | "now">;
}

/**
 * Has GitHub send again what never arrived. Its own list of failures leaves out deliveries that had no answer at all, so
 * every delivery since the last sweep is listed, and those are asked for whose GUID has not been answered well since. What one
 * sweep cannot list, as after an outage, the next ones do.
 */
export async function redeliverFailed(context: Redelivering, { pagesMax = listedMax } = {}): Promise<void> {
  const { db, now } = context.world;
  const oldest = new Date(now().getTime() - keptMs);
  const kept = deliveryMark.safeParse(await readMark(db, markName)).data;
  const mark = kept ?? { until: oldest.toISOString(), gaps: [], pending: [], asked: {} };
  const isBusy = mark.pending.length > asksMax;
  const listed = isBusy ? mark : await catchUpDeliveries(context, mark, { oldest, pagesMax });
  await writeMark(db, markName, await askForPending(context, listed));
}

/** Asks for those that have been pending longest. Where GitHub cannot answer now, the rest waits for the next sweep. */
async function askForPending(context: Redelivering, mark: DeliveryMark): Promise<DeliveryMark> {
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
async function ask(context: Redelivering, { guid, id }: FailedDelivery): Promise<boolean> {
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
