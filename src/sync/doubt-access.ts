import type { Failure } from "../github/failure.ts";
import type { SyncContext } from "./context.ts";
import { wantLook } from "./want-look.ts";

/**
 * Has an installation looked at where GitHub refuses what it used to allow: nobody tells an App whose repository went to an
 * account that never installed it.
 */
export async function doubtAccess(
  { world }: Pick<SyncContext, "world">,
  failure: Failure,
  installationId: number,
): Promise<void> {
  if (failure.kind !== "refused" || !failure.doubtsAccess) return;
  await wantLook(world.db, installationId);
}
