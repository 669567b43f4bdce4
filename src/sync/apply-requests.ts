import { parseRequest } from "../signals/stored-request.ts";
import { takeRequest, uncountAttempt, type KeptRequest } from "../store/deliveries.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { failureOf } from "../github/failure.ts";
import type { Turn } from "./context.ts";
import { applyRequest } from "./apply-request.ts";
import { setAside } from "./set-aside.ts";

/** Tries of one request; past them it is set aside, with a reply, so that those behind it go on. */
const attemptsMax = 5;

/** Applies the kept requests of a pull request in the order of their arrival. Returns whether there were any. */
export async function applyRequests(turn: Turn, pull: LoadedPull): Promise<boolean> {
  const { db } = turn.context.world;
  if (!pull.hasRequests) return false;
  let any = false;
  for (;;) {
    const kept = await takeRequest(db, turn.lease);
    if (kept === null) return any;
    any = true;
    if (kept.attempts > attemptsMax) {
      await setAside(turn, kept, "it failed five times");
    } else {
      await tryRequest(turn, pull, kept);
    }
  }
}

async function tryRequest(turn: Turn, pull: LoadedPull, kept: KeptRequest): Promise<void> {
  const log = turn.log.child({ delivery: kept.guid });
  const request = parseRequest(kept.request);
  if ("problem" in request) {
    log.error({ problem: request.problem }, "a kept request cannot be read");
    await setAside(turn, kept, "it could not be read again");
    return;
  }
  try {
    await applyRequest(turn, { pull, kept, request });
    log.info({ kind: request.kind }, "applied a request");
  } catch (error) {
    if (failureOf(error).kind === "later") await uncountAttempt(turn.context.world.db, kept.guid);
    throw error;
  }
}
