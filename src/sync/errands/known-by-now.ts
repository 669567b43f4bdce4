import type { LoadedPull } from "../../store/load-pull.ts";
import { loadRepository } from "../../store/load-repository.ts";
import type { SyncContext } from "../context.ts";
import { lookAtInstallation } from "./look-at-installation.ts";

/**
 * A repository that an errand is about, where Baton knows it: by then the name may be old that the webhook said, and so may
 * Baton's own. Null where nobody ever spoke to Baton there.
 */
export async function knownByNow(context: SyncContext, id: number): Promise<LoadedPull["repository"] | null> {
  const { db } = context.world;
  const known = await loadRepository(db, id);
  if (known === null || known.heardInstallationId === null) return known;
  await lookAtInstallation(context, known.heardInstallationId);
  return loadRepository(db, id);
}
