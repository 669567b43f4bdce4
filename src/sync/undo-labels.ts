import { publishLabel } from "../github/publish-label.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { recordPublished } from "../store/published.ts";
import type { Turn } from "./context.ts";
import { requestLabelWish } from "./request-label-wish.ts";

/** Takes off the labels that asked in vain where there is no workflow: a report that could say so does not exist. */
export async function undoLabels(turn: Turn, loaded: LoadedPull): Promise<void> {
  const { pull, repository } = loaded;
  if (pull.reportDone >= pull.reportWanted) return;
  const target = { fullName: repository.fullName, number: turn.lease.pullNumber, self: turn.context.self };
  const { addLabels: add, removeLabels: remove } = requestLabelWish(null);
  await publishLabel(turn.client(loaded), target, { label: null, add, remove });
  const nothing = { workflowId: null, version: 0, commentId: null };
  await recordPublished(turn.context.world.db, { ...turn.lease, ...nothing, reportDone: pull.reportWanted });
}
