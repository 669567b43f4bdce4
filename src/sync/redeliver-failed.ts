import { z } from "zod";
import { listDeliveries, redeliver, type HookDelivery } from "../github/hook-deliveries.ts";
import { readMark, writeMark } from "../store/sweep-mark.ts";
import type { SyncContext } from "./context.ts";

/** GitHub keeps deliveries this long; Enterprise Server a little longer. */
const keptMs = 3 * 86_400_000;

/** Redeliveries of one delivery before Baton gives it up. */
const triesMax = 10;

/** GUIDs whose tries are remembered. */
const triesKeptMax = 1_000;

const markSchema = z.object({
  /** The newest delivery that was listed. */
  lastId: z.string().regex(/^\d+$/),
  /** How often each GUID that has not arrived was asked for. */
  tries: z.record(z.string(), z.int()),
});

const markName = "hook_deliveries";

/**
 * Has GitHub send again what never arrived. Its own list of failures leaves out deliveries that had no answer at all, so
 * every delivery since the last sweep is listed, and those are asked for whose GUID has not been answered well since.
 */
export async function redeliverFailed(context: SyncContext): Promise<void> {
  const { db, now } = context.world;
  const mark = markSchema.safeParse(await readMark(db, markName)).data ?? { lastId: "0", tries: {} };
  const since = new Date(now().getTime() - keptMs);
  const { deliveries, complete } = await listDeliveries(context.github.app, { afterId: mark.lastId, since });
  if (!complete) context.log.warn("there are more deliveries than are listed; the oldest are not looked at");
  const [newest] = deliveries;
  if (newest === undefined) return;
  const tries = new Map(Object.entries(mark.tries));
  const failed = stillFailed(deliveries.toReversed(), tries);
  for (const [guid, id] of failed) {
    const count = (tries.get(guid) ?? 0) + 1;
    if (count > triesMax) {
      context.log.error({ delivery: guid }, "a delivery failed ten times and is given up");
      tries.delete(guid);
    } else {
      tries.set(guid, count);
      await redeliver(context.github.app, id);
    }
  }
  if (failed.size > 0)
    context.log.info({ deliveries: failed.size }, "asked GitHub again for deliveries that had failed");
  await writeMark(db, markName, { lastId: newest.id, tries: Object.fromEntries([...tries].slice(-triesKeptMax)) });
}

/** The GUIDs whose last try failed, with the id of that try; oldest first. What arrived is not counted any longer. */
function stillFailed(oldestFirst: readonly HookDelivery[], tries: Map<string, number>): ReadonlyMap<string, string> {
  const failed = new Map<string, string>();
  for (const { id, guid, ok } of oldestFirst) {
    if (ok) {
      failed.delete(guid);
      tries.delete(guid);
    } else failed.set(guid, id);
  }
  return failed;
}
