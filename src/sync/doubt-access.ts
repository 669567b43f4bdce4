import type { Failure } from "../github/failure.ts";
import { setSpacedMark } from "../store/spaced-mark.ts";
import type { SyncContext } from "./context.ts";
import { wantLook } from "./want-look.ts";

/** A look lists everything that an installation reaches: doubts of one installation lead to none more often. */
const everyMs = 10 * 60_000;

/**
 * Has an installation looked at where GitHub refuses what it used to allow: nobody tells an App whose repository went to an
 * account that never installed it.
 */
export async function doubtAccess(
  context: Pick<SyncContext, "world">,
  failure: Failure,
  installationId: number,
): Promise<void> {
  if (failure.kind !== "refused" || !failure.doubtsAccess) return;
  if (await mayLook(context, installationId)) await wantLook(context.world.db, installationId);
}

/** Whether an installation may be looked at because of a doubt, which is then taken as done. */
export async function mayLook({ world }: Pick<SyncContext, "world">, installationId: number): Promise<boolean> {
  return setSpacedMark(world.db, `doubted:${String(installationId)}`, { now: world.now(), everyMs });
}
