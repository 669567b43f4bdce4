import { loadPull, type LoadedPull } from "../store/load-pull.ts";
import { wantAtWork } from "../store/want.ts";
import type { Turn } from "./context.ts";
import { listen } from "./listen.ts";

/** More than one look can lead to: each state that is entered waits for facts of its own. */
const looksMax = 10;

/** Reads GitHub at once and lets everything take effect that follows, so that what is said next is of now. */
export async function lookNow(turn: Turn, before: LoadedPull): Promise<LoadedPull> {
  const { db } = turn.context.world;
  await wantAtWork(db, turn.lease, { facts: true });
  let pull = before;
  for (let look = 0; look < looksMax; look += 1) {
    pull = (await loadPull(db, turn.lease)) ?? pull;
    if (!(await listen(turn, pull))) break;
  }
  return pull;
}
