import { parseRequest } from "../signals/stored-request.ts";
import { takeRequest, uncountAttempt, type KeptRequest } from "../store/deliveries.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { failureOf } from "../github/failure.ts";
import type { Turn } from "./context.ts";
import { applyRequest } from "./apply-request.ts";
import { latestPull, type LatestPull } from "./latest-pull.ts";
import { refuseUnread } from "./refuse-unread.ts";
import { setAside } from "./set-aside.ts";

/** Tries of one request; past them it is set aside, with a reply, so that those behind it go on. */
const attemptsMax = 5;

/** Applies the kept requests of a pull request in the order of their arrival. Returns whether there were any. */
export async function applyRequests(turn: Turn, pull: LoadedPull): Promise<boolean> {
  const { db } = turn.context.world;
  if (!pull.hasRequests) return false;
  const latest = latestPull(turn, pull);
  let any = false;
  for (;;) {
    const kept = await takeRequest(db, turn.lease);
    if (kept === null) return any;
    any = true;
    if (kept.attempts > attemptsMax) {
      await setAside(turn, kept, "it failed five times");
    } else {
      const went = await tryRequest(turn, { pull, latest }, kept);
      if (went === "waits") return any;
      latest.mayHaveChanged();
    }
  }
}

/** What GitHub refuses ends the request alone: those behind it go on. `waits`: nothing can be tried here for now. */
async function tryRequest(
  turn: Turn,
  { pull, latest }: { readonly pull: LoadedPull; readonly latest: LatestPull },
  kept: KeptRequest,
): Promise<"tried" | "waits"> {
  const log = turn.log.child({ delivery: kept.guid });
  const request = parseRequest(kept.request);
  if ("problem" in request) {
    log.error({ problem: request.problem }, "a kept request cannot be read");
    await setAside(turn, kept, "it could not be read again");
    return "tried";
  }
  try {
    await applyRequest(turn, { pull, kept, request }, latest);
    log.info({ kind: request.kind }, "applied a request");
    return "tried";
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "refused") return refuseUnread({ ...turn, log }, { pull, kept, request }, failure);
    // What is said of the end of this sync is about the request.
    turn.log.setBindings({ delivery: kept.guid });
    if (failure.kind === "later") await uncountAttempt(turn.context.world.db, kept.guid);
    throw error;
  }
}
