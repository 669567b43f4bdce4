import type { Failure } from "../github/failure.ts";
import { errandKey, type Errand } from "../signals/errand.ts";
import { intakeErrand } from "../store/intake-errand.ts";
import type { SyncContext } from "./context.ts";

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
  const errand: Errand = { kind: "installation", installationId };
  await intakeErrand(world.db, { kind: errand.kind, key: errandKey(errand), details: errand });
}
