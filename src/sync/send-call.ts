import { dispatchWorkflow } from "../github/dispatch-workflow.ts";
import { requestReviewers } from "../github/request-reviewers.ts";
import { reviewersProblem } from "../report/reviewers-problem.ts";
import type { LoadedPull } from "../store/load-pull.ts";
import { noteProgress, type OutboxRow } from "../store/outbox.ts";
import type { Turn } from "./context.ts";
import { dispatchBody, reviewRequestBody } from "./outbox-bodies.ts";
import { targetOf } from "./target-of.ts";

/** What came of sending something: it is on GitHub, or why it is not, or not all of it. */
export type Sent = { readonly githubId: number | null } | { readonly problem: string };

/** Starts an Actions workflow. It can come to be started twice; `call_id` tells its runs that they are for one call. */
export async function sendDispatch(turn: Turn, pull: LoadedPull, row: OutboxRow): Promise<Sent> {
  await dispatchWorkflow(turn.client(pull), targetOf(turn, pull), dispatchBody.parse(row.body));
  return { githubId: null };
}

/**
 * Asks for reviews. Who was asked is kept where others are refused: whoever has reviewed by the time of the next try would
 * be asked once more.
 */
export async function sendReviewRequest(turn: Turn, pull: LoadedPull, row: OutboxRow): Promise<Sent> {
  const { names, asked: before } = reviewRequestBody.parse(row.body);
  const open = names.filter((name) => !before.includes(name));
  const { asked: now, refused, why } = await requestReviewers(turn.client(pull), targetOf(turn, pull), open);
  const asked = [...before, ...now];
  const problem = reviewersProblem({ asked, refused, why });
  if (problem === null) return { githubId: null };
  await noteProgress(turn.context.world.db, row.id, { asked });
  return { problem };
}
