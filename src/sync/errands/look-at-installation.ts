import { findInstallation, readInstallation, type InstallationStanding } from "../../github/read-installation.ts";
import {
  recordLost,
  recordReached,
  recordSuspended,
  repositoriesOf,
  type AccessLoss,
  type ReachedRepository,
} from "../../store/access.ts";
import { forgetHeard, heardIn, installationsOf } from "../../store/heard.ts";
import type { SyncContext } from "../context.ts";

/**
 * Reads how the App stands to the repositories of an installation, and notes what became of each. It goes by what GitHub
 * says now, so that it does not matter in which order the events come, how often, or whether they come at all. A repository
 * that is not reached any more is looked for elsewhere before it is taken for lost: it may have another owner.
 */
export async function lookAtInstallation(context: SyncContext, installationId: number): Promise<void> {
  const { db } = context.world;
  const heard = await heardIn(db, installationId);
  await look(context, installationId);
  if (heard.length === 0) return;
  // A webhook that came late names where a repository was: then it is looked at where it is known to be.
  const known = await installationsOf(
    db,
    heard.map(({ id }) => id),
  );
  for (const other of known) if (other !== installationId) await look(context, other);
  await forgetHeard(db, installationId, heard);
}

async function look(context: SyncContext, installationId: number): Promise<void> {
  const { db } = context.world;
  const now = context.world.now();
  const standings = new Map<number, InstallationStanding>();
  const standingOf = async (id: number): Promise<InstallationStanding> => {
    const known = standings.get(id) ?? (await readInstallation(context.github, id));
    standings.set(id, known);
    return known;
  };
  const here = await standingOf(installationId);
  const reached = here.standing === "active" ? here.repositories : [];
  if (here.standing === "active") await recordReached(db, installationId, { reached, now });
  const ids = new Set(reached.map(({ id }) => id));
  const missing = (await repositoriesOf(db, installationId)).filter(({ id }) => !ids.has(id));
  if (here.standing === "suspended") {
    await recordSuspended(db, installationId, { ids: missing.map(({ id }) => id), now });
    return;
  }
  const lost: number[] = [];
  for (const { id, fullName } of missing) {
    const elsewhere = await findInstallation(context.github.app, fullName);
    const found = elsewhere === null ? null : await placeIn(id, elsewhere, standingOf);
    if (found === null) lost.push(id);
    else if (found === "suspended") await recordSuspended(db, elsewhere as number, { ids: [id], now });
    else await recordReached(db, elsewhere as number, { reached: [found], now });
  }
  if (lost.length === 0) return;
  const by: AccessLoss = here.standing === "gone" ? "uninstalled" : "out_of_reach";
  context.log.warn({ installation: installationId, repositories: lost, by }, "repositories are out of reach");
  await recordLost(db, lost, { by, now });
}

/** What another installation is to a repository: null where only the name led there. */
async function placeIn(
  repositoryId: number,
  installationId: number,
  standingOf: (id: number) => Promise<InstallationStanding>,
): Promise<ReachedRepository | "suspended" | null> {
  const there = await standingOf(installationId);
  if (there.standing !== "active") return there.standing === "suspended" ? "suspended" : null;
  return there.repositories.find(({ id }) => id === repositoryId) ?? null;
}
