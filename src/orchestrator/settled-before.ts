import type { Database } from "../store/database.ts";
import { readProgress } from "../store/deliveries.ts";
import { findByCause } from "../store/find-by-cause.ts";
import type { Ask } from "./ask.ts";

/** Whether this very request was judged already, by a sync that lost its lease or by a caller that came twice. */
export async function settledBefore(db: Database, ask: Pick<Ask, "cause" | "delivery">): Promise<boolean> {
  if (ask.delivery === null) return (await findByCause(db, ask.cause)) !== null;
  const progress = await readProgress(db, ask.delivery.guid);
  return progress === null || progress.done || progress.judged > ask.delivery.index;
}
