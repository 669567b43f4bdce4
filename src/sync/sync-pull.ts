import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { releaseLease, renewLease, takeLease, yieldLease, type Lease } from "../store/lease.ts";
import { loadPull } from "../store/load-pull.ts";
import type { PullRef } from "../store/pull-ref.ts";
import { acceptAutomatically } from "./accept-automatically.ts";
import { applyRequests } from "./apply-requests.ts";
import type { SyncContext, Turn } from "./context.ts";
import { endOverdue } from "./end-overdue.ts";
import { lookAtInstallation } from "./errands/look-at-installation.ts";
import { giveBackAfterFailure } from "./give-back-after-failure.ts";
import { keepLease } from "./keep-lease.ts";
import { LeaseLost } from "./lease-lost.ts";
import { listen } from "./listen.ts";
import { isOutOfReach, standStill } from "./stand-still.ts";
import { tell } from "./tell.ts";

/** Rounds under one lease; a pull request that is never done lets others have a turn. */
const roundsMax = 50;

/**
 * Catches up with GitHub and lets GitHub catch up: listen, decide, tell, until nothing is due. Everything that something
 * changed is loaded again, and people are told once nothing more changes.
 */
export async function syncPull(context: SyncContext, ref: PullRef): Promise<void> {
  // The repository's name joins them once it is loaded.
  const log = context.log.child({ repositoryId: ref.repositoryId, pull: ref.pullNumber });
  try {
    await syncUnderLease(context, ref, log);
  } catch (error) {
    log.error({ err: error }, "a sync broke off; it is taken up again");
    throw error;
  }
}

async function syncUnderLease(context: SyncContext, ref: PullRef, log: Logger): Promise<void> {
  const { db } = context.world;
  const { leaseSeconds: seconds } = context;
  const lease: Lease = { ...ref, token: randomUUID(), seconds };
  if (!(await takeLease(db, lease, context.world.now()))) return;
  const kept = keepLease({ seconds, renew: () => renewLease(db, lease) }, (error) => {
    log.warn({ err: error }, "the lease could not be renewed");
  });
  const client: Turn["client"] = (pull) =>
    context.github.forInstallation(pull.repository.installationId, { beforeWrite: kept.renew });
  try {
    await work({ context, lease, log, client });
  } catch (error) {
    await giveBackAfterFailure({ context, lease, log, client }, error);
  } finally {
    kept.stop();
  }
}

async function work(turn: Turn): Promise<void> {
  const { context, lease } = turn;
  const { db } = context.world;
  for (let round = 0; round < roundsMax; round += 1) {
    const pull = await loadPull(db, lease);
    if (pull === null) return;
    if (round === 0) turn.log.setBindings({ repository: pull.repository.fullName });
    const { heardInstallationId } = pull.repository;
    if (heardInstallationId !== null) {
      // Under a name that is not sure anything could be another repository's.
      await lookAtInstallation(context, heardInstallationId);
      continue;
    }
    if (await isOutOfReach(turn, pull)) await standStill(turn, pull);
    else {
      if (await listen(turn, pull)) continue;
      if (await applyRequests(turn, pull)) continue;
      if (await acceptAutomatically(turn, pull)) continue;
      if (await endOverdue(turn, pull)) continue;
      await tell(turn, pull);
    }
    const release = await releaseLease(db, lease, pull.pull.dueSeq);
    if (release === "lost") throw new LeaseLost();
    if (release === "released") return;
  }
  await yieldLease(db, lease);
}
