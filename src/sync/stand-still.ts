import { applyIntent } from "../orchestrator/apply-intent.ts";
import { dropWaiting } from "../store/drop-waiting.ts";
import { loadPull, type LoadedPull } from "../store/load-pull.ts";
import { githubActor } from "../workflow/actor.ts";
import type { Turn } from "./context.ts";
import { lookAtInstallation } from "./errands/look-at-installation.ts";

/**
 * Whether nothing may be tried because the App cannot reach the repository, or not write to it. A request is a sign that it
 * can again, so then GitHub is asked first.
 */
export async function isOutOfReach(turn: Turn, pull: LoadedPull): Promise<boolean> {
  if (pull.repository.access === "granted") return false;
  return !pull.hasRequests || !(await isReachedNow(turn, pull));
}

/** Whether the App reaches the repository, as GitHub says now. */
export async function isReachedNow(turn: Turn, pull: LoadedPull): Promise<boolean> {
  await lookAtInstallation(turn.context, pull.repository.installationId);
  const after = await loadPull(turn.context.world.db, turn.lease);
  return after?.repository.access === "granted";
}

/**
 * Does what is left to do where the App reaches nothing: an open workflow of a repository that is lost ends, and what waits
 * there is dropped. While an installation is suspended, or a repository archived, everything waits.
 */
export async function standStill(turn: Turn, pull: LoadedPull): Promise<void> {
  if (pull.repository.access !== "lost") return;
  const { world } = turn.context;
  const workflow = pull.newest?.workflow;
  if (workflow?.status === "open") {
    await applyIntent(world, {
      ref: turn.lease,
      cause: `no_access@${String(workflow.version)}`,
      delivery: null,
      by: () => Promise.resolve(githubActor),
      intent: () => ({ kind: "cancel", reason: pull.repository.accessLostBy, at: world.now() }),
      drafts: () => [],
    });
  }
  await dropWaiting(world.db, turn.lease);
}
