import { failureOf } from "../github/failure.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { recordTellingProblem } from "../store/published.ts";
import type { Turn } from "./context.ts";
import { doubtAccess } from "./doubt-access.ts";
import { publish } from "./publish.ts";
import { recordTurn } from "./record-turn.ts";
import { sendOutbox } from "./send-outbox.ts";
import { refusedRetryMs } from "./refused-retry.ts";
import { undoLabels } from "./undo-labels.ts";

/**
 * Lets GitHub catch up with what is stored: the report where it is behind, the turn that begins, and what waits to be said.
 * The turn is noted first, because the report says who is called, and called last, when the report is there to look at.
 */
export async function tell(turn: Turn, pull: LoadedPull): Promise<void> {
  await recordTurn(turn, pull);
  await publishOrSayWhyNot(turn, pull);
  await sendOutbox(turn, pull);
}

async function publishOrSayWhyNot(turn: Turn, pull: LoadedPull): Promise<void> {
  const { db, now } = turn.context.world;
  if (isTried(pull, now())) return;
  try {
    await (pull.newest === null ? undoLabels(turn, pull) : publish(turn, pull));
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused") throw error;
    turn.log.error({ reason: failure.message }, "GitHub refuses the report");
    await doubtAccess(turn.context, failure, pull.repository.installationId);
    const until = new Date(now().getTime() + refusedRetryMs);
    const reportTried = pull.pull.reportWanted;
    await recordTellingProblem(db, turn.lease, { what: failure.message, until, reportTried });
  }
}

/** Whether GitHub refused to have this very report told, and is not asked again yet. */
function isTried({ pull, newest }: LoadedPull, now: Date): boolean {
  const { problem, problemUntil, reportDone, reportWanted } = pull;
  if (problem === null || problemUntil === null || problemUntil <= now || reportDone < reportWanted) return false;
  const triedAt = problemUntil.getTime() - refusedRetryMs;
  return newest === null || newest.workflow.updatedAt.getTime() < triedAt;
}
